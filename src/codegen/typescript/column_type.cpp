#include "codegen/typescript/column_type.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <vector>

#include "base/text.hpp"
#include "codegen/typescript/text.hpp"

namespace sluice::codegen::typescript {

namespace {

struct simple_type {
  std::string_view function;
  value_kind kind;
  std::string_view options = {};
};

const std::unordered_map<std::string_view, simple_type>& simple_types() {
  static const std::unordered_map<std::string_view, simple_type> all{
      {"serial", {"serial", value_kind::whole}},
      {"smallserial", {"smallserial", value_kind::whole}},
      {"bigserial", {"bigserial", value_kind::whole, "{ mode: \"bigint\" }"}},
      {"integer", {"integer", value_kind::whole}},
      {"smallint", {"smallint", value_kind::whole}},
      {"bigint", {"bigint", value_kind::whole, "{ mode: \"number\" }"}},
      {"boolean", {"boolean", value_kind::boolean}},
      {"double precision", {"doublePrecision", value_kind::floating}},
      {"real", {"real", value_kind::floating}},
      {"uuid", {"uuid", value_kind::uuid}},
      {"date", {"date", value_kind::date}},
      {"text", {"text", value_kind::text}},
      {"varchar", {"varchar", value_kind::text}},
      {"char", {"char", value_kind::text}},
      {"jsonb", {"jsonb", value_kind::json}},
      {"json", {"json", value_kind::json}},
      {"inet", {"inet", value_kind::network}},
      {"cidr", {"cidr", value_kind::network}},
      {"macaddr", {"macaddr", value_kind::network}},
      {"macaddr8", {"macaddr8", value_kind::network}},
      {"point", {"point", value_kind::other}},
      {"line", {"line", value_kind::other}},
      {"geometry(point)", {"geometry", value_kind::other, "{ type: \"point\" }"}},
  };
  return all;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 9 && (text == "0" || text.front() != '0') &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// What stands in the brackets of name(…), and what behind them; nothing for another name.
struct bracketed {
  std::string_view inside, behind;
};
std::optional<bracketed> brackets(std::string_view type, std::string_view name) {
  if (!type.starts_with(name)) return std::nullopt;
  std::string_view rest = type.substr(name.size());
  if (rest.starts_with(' ')) rest.remove_prefix(1);  // "timestamp (3)"
  const std::size_t close = rest.find(')');
  if (!rest.starts_with('(') || close == std::string_view::npos) return std::nullopt;
  return bracketed{rest.substr(1, close - 1), rest.substr(close + 1)};
}

using options_of = std::vector<std::pair<std::string_view, std::string>>;

std::string object(const options_of& all) {
  std::string out;
  for (const auto& [name, value] : all) {
    if (value.empty()) continue;
    out += out.empty() ? "{ " : ", ";
    out += concat(name, ": ", value);
  }
  return out.empty() ? out : out + " }";
}

bool set(column_type& out, value_kind kind, std::string_view function, const options_of& options) {
  out.kind = kind;
  out.function = function;
  out.options = object(options);
  return true;
}

// varchar(20), vector(3): one number.
bool sized(std::string_view type, column_type& out) {
  struct form {
    std::string_view name, option;
    value_kind kind;
  };
  static constexpr form forms[] = {
      {"varchar", "length", value_kind::text},        {"char", "length", value_kind::text},
      {"vector", "dimensions", value_kind::other},    {"halfvec", "dimensions", value_kind::other},
      {"sparsevec", "dimensions", value_kind::other}, {"bit", "dimensions", value_kind::other},
  };
  for (const form& one : forms) {
    const auto found = brackets(type, one.name);
    if (found && found->behind.empty() && is_number(found->inside)) {
      return set(out, one.kind, one.name, {{one.option, std::string(found->inside)}});
    }
  }
  return false;
}

bool numeric(std::string_view type, column_type& out) {
  if (type == "numeric") return set(out, value_kind::numeric, type, {});
  const auto found = brackets(type, "numeric");
  if (!found || !found->behind.empty()) return false;
  const auto parts = split(found->inside, ", ");
  std::string_view scale = parts.size() == 2 ? parts[1] : "0";
  if (scale.starts_with('-')) scale.remove_prefix(1);
  if (!is_number(parts[0]) || !is_number(scale) || parts.size() > 2) return false;
  // Two blanks: drizzle-kit's.
  return set(out, value_kind::numeric, "numeric",
             {{"precision", std::string(parts[0])},
              {"scale", parts.size() == 2 ? concat(" ", parts[1]) : ""}});
}

bool point_in_time(std::string_view type, column_type& out) {
  const bool is_timestamp = type.starts_with("timestamp");
  const std::string_view name = is_timestamp ? "timestamp" : "time";
  if (!type.starts_with(name)) return false;
  std::string precision;
  std::string_view rest = type.substr(name.size());
  if (const auto found = brackets(type, name)) {
    if (!is_number(found->inside)) return false;
    precision = found->inside;
    rest = found->behind;
  }
  if (!rest.empty() && rest != " with time zone") return false;
  return set(out, is_timestamp ? value_kind::timestamp : value_kind::time, name,
             {{"precision", precision},
              {"withTimezone", rest.empty() ? "" : "true"},
              {"mode", is_timestamp ? "'string'" : ""}});
}

bool interval(std::string_view type, column_type& out) {
  static constexpr std::string_view fields[] = {"year",
                                                "month",
                                                "day",
                                                "hour",
                                                "minute",
                                                "second",
                                                "year to month",
                                                "day to hour",
                                                "day to minute",
                                                "day to second",
                                                "hour to minute",
                                                "hour to second",
                                                "minute to second"};
  if (!type.starts_with("interval")) return false;
  std::string_view rest = type.substr(8);
  std::string precision;
  if (const std::size_t open = rest.find('('); open != std::string_view::npos) {
    // drizzle-orm leaves a precision of 0 out.
    precision = rest.substr(open + 1, rest.size() - open - 2);
    if (!rest.ends_with(')') || !is_number(precision) || precision == "0") return false;
    rest = rest.substr(0, open);
  }
  if (!rest.empty()) {
    if (rest.front() != ' ') return false;
    rest.remove_prefix(1);
    if (std::find(std::begin(fields), std::end(fields), rest) == std::end(fields)) return false;
  }
  return set(out, value_kind::interval, "interval",
             {{"fields", rest.empty() ? "" : double_quoted(rest)}, {"precision", precision}});
}

// Takes [] and [3] off the end.
void take_dimensions(column_type& out) {
  while (out.base.ends_with(']')) {
    const std::size_t open = out.base.rfind('[');
    if (open == std::string::npos || open == 0) return;
    const std::string size = out.base.substr(open + 1, out.base.size() - open - 2);
    if (!size.empty() && !is_number(size)) return;
    out.array_calls += concat(".array(", size, ")");
    out.base.erase(open);
  }
}

// A serial column is NOT NULL to drizzle-orm, whatever it is.
bool is_unlikely_serial(const model::column& column, std::string_view base) {
  return base.ends_with("serial") && !column.not_null;
}

}  // namespace

column_type type_of(const model::column& column, const std::unordered_set<std::string>& enums) {
  column_type out;
  out.base = column.type;
  take_dimensions(out);
  if (enums.contains(model::qualified(column.type_schema.value_or("public"), out.base))) {
    out.kind = value_kind::enumeration;
    return out;
  }
  const auto simple = simple_types().find(out.base);
  if (simple != simple_types().end()) {
    if (is_unlikely_serial(column, out.base)) return out;
    out.kind = simple->second.kind;
    out.function = simple->second.function;
    out.options = simple->second.options;
  } else {
    sized(out.base, out) || numeric(out.base, out) || point_in_time(out.base, out) ||
        interval(out.base, out);
  }
  return out;
}

}  // namespace sluice::codegen::typescript
