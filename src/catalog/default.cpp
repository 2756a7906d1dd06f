#include "catalog/default.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <optional>
#include <string>

#include "base/text.hpp"
#include "catalog/array_text.hpp"
#include "catalog/type_oids.hpp"

namespace sluice::catalog {

namespace {

using form = model::default_value::form;

// A literal and the type that it is cast to: 'a'::text, B'101'::"bit", NULL::character varying.
struct literal {
  std::string content;  // without quotation marks; quotes in it are not doubled
  std::string_view cast;
  bool is_null = false;
};

std::optional<literal> literal_of(std::string_view text) {
  literal out;
  constexpr std::string_view null = "NULL";
  constexpr std::string_view cast = "::";
  std::size_t at = 0;
  if (text.starts_with(null)) {
    out.is_null = true;
    at = null.size();
  } else {
    at = text.starts_with("B'") ? 2 : 1;
    if (text.size() < 2 || text[at - 1] != '\'') return std::nullopt;
    for (;; ++at) {
      if (at >= text.size()) return std::nullopt;
      if (text[at] == '\'') {
        ++at;
        if (at == text.size() || text[at] != '\'') break;
      }
      out.content += text[at];
    }
  }
  if (at == text.size()) return out;
  if (!text.substr(at).starts_with(cast)) return std::nullopt;
  out.cast = text.substr(at + cast.size());
  return out;
}

template <std::size_t Size>
bool is_one_of(std::string_view name, const std::array<std::string_view, Size>& all) {
  return std::find(all.begin(), all.end(), name) != all.end();
}

constexpr std::array<std::string_view, 4> texts = {"text", "character varying", "bpchar",
                                                   "character"};
constexpr std::array<std::string_view, 6> numbers = {"smallint", "integer",          "bigint",
                                                     "real",     "double precision", "numeric"};

std::string_view element_of(std::string_view type) {
  return type.ends_with("[]") ? type.substr(0, type.size() - 2) : type;
}

// The cast changes nothing: the literal would be read as the same value without it.
bool is_needless(std::string_view cast, std::string_view type) {
  if (cast.empty() || cast == type || (cast == "\"bit\"" && type == "bit")) return true;
  if (cast.ends_with("[]") != type.ends_with("[]")) return false;
  cast = element_of(cast);
  type = element_of(type);
  return cast == type || (is_one_of(cast, texts) && is_one_of(type, texts)) ||
         (is_one_of(cast, numbers) && is_one_of(type, numbers)) ||
         (cast.starts_with("interval") && type == "interval");
}

std::string quoted(std::string_view content) {
  return concat("'", replace_all(std::string(content), "'", "''"), "'");
}

bool is_number(std::string_view text) {
  const bool is_signed = text.starts_with('-');
  if (text.size() == (is_signed ? 1U : 0U)) return false;
  double value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  const char first = text[is_signed ? 1 : 0];
  return failed == std::errc() && end == text.data() + text.size() && std::isfinite(value) &&
         (first == '.' || (first >= '0' && first <= '9'));
}

// As JavaScript writes it; whole numbers of any size stay what they are.
std::string json_number(std::string_view text) {
  constexpr std::size_t longest_whole = 20;
  const bool is_whole = text.find_first_of(".eE") == std::string_view::npos;
  if (is_whole && text.size() <= longest_whole) return std::string(text);
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  constexpr double smallest_in_full = 1e-6;
  constexpr double largest_in_full = 1e21;
  const double size = std::abs(value);
  const bool in_full = size == 0 || (size >= smallest_in_full && size < largest_in_full);
  constexpr std::size_t longest = 64;
  std::array<char, longest> out{};
  const auto written =
      std::to_chars(out.data(), out.data() + out.size(), value,
                    in_full ? std::chars_format::fixed : std::chars_format::scientific);
  // 1e-07 is 1e-7 there.
  return replace_all(std::string(out.data(), written.ptr), "e-0", "e-");
}

std::optional<model::default_value> number_of(std::string_view text, oid type) {
  if (!is_number(text)) return std::nullopt;
  // numeric() is a string to Drizzle.
  if (type == type_oid::numeric) return model::default_value{form::sql, quoted(text)};
  return model::default_value{form::json, json_number(text)};
}

// JSON without blanks, as JSON.stringify() writes it.
std::string compact(std::string_view json) {
  std::string out;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (!in_string && (c == ' ' || c == '\n' || c == '\t' || c == '\r')) continue;
    if (c == '"') in_string = !in_string;
    out += c;
    if (c == '\\' && i + 1 < json.size()) out += json[++i];
  }
  return out;
}

bool is_bare(oid element) {
  return element == type_oid::int2 || element == type_oid::int4 || element == type_oid::int8 ||
         element == type_oid::float4 || element == type_oid::float8 || element == type_oid::numeric;
}

// As `generate` writes arrays: {1,2}, {true}, {"a","b"}.
std::string array_literal(const std::vector<array_element>& all, oid element) {
  std::string out = "{";
  for (const array_element& one : all) {
    if (out.size() > 1) out += ',';
    if (one.kind == array_element::form::array) {
      out += array_literal(one.elements, element);
    } else if (one.kind == array_element::form::null) {
      out += "NULL";
    } else if (is_bare(element) && element != type_oid::numeric) {
      out += one.text;
    } else if (element == type_oid::boolean) {
      out += one.text == "t" ? "true" : "false";
    } else {
      const bool is_json = element == type_oid::json || element == type_oid::jsonb;
      std::string text = is_json ? compact(one.text) : one.text;
      text = replace_all(replace_all(std::move(text), "\\", "\\\\"), "\"", "\\\"");
      out += concat("\"", text, "\"");
    }
  }
  return out + "}";
}

model::default_value value_of(const literal& one, const column_facts& column) {
  if (one.is_null) return {form::sql, "NULL"};
  if (column.is_array) {
    const auto elements = parse_array(one.content);
    return {form::sql, quoted(elements ? array_literal(*elements, column.type) : one.content)};
  }
  if (column.type == type_oid::json || column.type == type_oid::jsonb) {
    return {form::sql, concat(quoted(compact(one.content)),
                              "::", column.type == type_oid::json ? "json" : "jsonb")};
  }
  if (is_bare(column.type)) {
    if (auto number = number_of(one.content, column.type)) return std::move(*number);
  }
  return {form::sql, quoted(one.content)};
}

}  // namespace

model::default_value default_of(std::string_view text, std::string_view type,
                                const column_facts& column) {
  if (column.type == type_oid::boolean && !column.is_array && (text == "true" || text == "false")) {
    return {form::json, std::string(text)};
  }
  if (is_bare(column.type) && !column.is_array) {
    if (auto number = number_of(text, column.type)) return std::move(*number);
  }
  if (const auto one = literal_of(text); one && is_needless(one->cast, type)) {
    return value_of(*one, column);
  }
  return {form::sql, std::string(text)};
}

}  // namespace sluice::catalog
