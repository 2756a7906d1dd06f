#include "codegen/typescript/default_value.hpp"

#include <algorithm>
#include <optional>
#include <regex>
#include <set>
#include <vector>

#include "base/json.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "codegen/typescript/text.hpp"
#include "model/order.hpp"

namespace sluice::codegen::typescript {

namespace {

using form = model::default_value::form;

std::string call(std::string_view argument) {
  return concat(".default(", argument, ")");
}
std::string as_sql(const std::string& text) {
  return call(sql_template(text));
}

// 'it''s' as it's; nothing for what is more than one literal.
std::optional<std::string> literal(std::string_view text) {
  if (text.size() < 2 || text.front() != '\'' || text.back() != '\'') return std::nullopt;
  text = text.substr(1, text.size() - 2);
  std::string out;
  for (std::size_t at = 0; at < text.size(); at++) {
    if (text[at] == '\'') {
      at++;
      if (text.substr(at, 1) != "'") return std::nullopt;
    }
    out += text[at];
  }
  return out;
}

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A number that JavaScript prints as it stands.
bool is_canonical_number(std::string_view text) {
  if (text == "0") return true;
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  if (!is_digits(whole) || (whole.front() == '0' && whole.size() > 1) || text.size() > 15) {
    return false;
  }
  if (point == std::string_view::npos) return whole != "0";
  const std::string_view fraction = text.substr(point + 1);
  return is_digits(fraction) && fraction.back() != '0' &&
         (whole != "0" || !fraction.starts_with("000000"));
}

// Whether JSON.stringify(value) says what the text says.
bool is_canonical(const rapidjson::Value& value, int depth = 0) {
  if (depth > 100) return false;
  if (value.IsObject()) {
    std::set<std::string_view> names;
    for (const auto& one : value.GetObject()) {
      const std::string name(view(one.name));
      // JavaScript puts numbers first, and __proto__ is no key like others.
      if (!names.insert(view(one.name)).second || model::array_index(name) || name == "__proto__" ||
          !is_canonical(one.value, depth + 1)) {
        return false;
      }
    }
  } else if (value.IsArray()) {
    for (const auto& one : value.GetArray()) {
      if (!is_canonical(one, depth + 1)) return false;
    }
  }
  return true;
}

void write_json(json_writer& out, const rapidjson::Value& value, std::string_view& numbers) {
  if (value.IsObject()) {
    out.begin_object();
    for (const auto& one : value.GetObject()) {
      out.key(view(one.name));
      write_json(out, one.value, numbers);
    }
    out.end_object();
  } else if (value.IsArray()) {
    out.begin_array();
    for (const auto& one : value.GetArray()) write_json(out, one, numbers);
    out.end_array();
  } else if (value.IsString()) {
    out.string(view(value));
  } else if (value.IsNull()) {
    out.null();
  } else if (value.IsBool()) {
    out.boolean(value.GetBool());
  } else {
    // A number is written as it stands, if that is how JavaScript prints it.
    const std::size_t first = numbers.find_first_of("-0123456789");
    const std::size_t end = numbers.find_first_not_of("-+.eE0123456789", first);
    const std::string_view number = numbers.substr(first, end - first);
    out.raw(is_canonical_number(number) ? number : "NaN");
    numbers.remove_prefix(end == std::string_view::npos ? numbers.size() : end);
    return;
  }
}

// The text without strings, so that only numbers have digits.
std::string without_strings(std::string_view json) {
  std::string out;
  bool inside = false;
  for (std::size_t at = 0; at < json.size(); at++) {
    if (json[at] == '"') inside = !inside;
    if (json[at] == '\\') at++;
    if (!inside) out += json[at];
  }
  return out;
}

// The JSON if it is what JavaScript would write of its value.
std::optional<std::string> canonical_json(const std::string& json) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseFullPrecisionFlag>(json.data(), json.size());
  if (document.HasParseError() || !is_canonical(document)) return std::nullopt;
  json_writer out(json_writer::style::compact);
  const std::string bare = without_strings(json);
  std::string_view numbers = bare;
  write_json(out, document, numbers);
  if (out.text() != json) return std::nullopt;
  return json;
}

std::optional<std::string> json_value(const std::string& text, const std::string& type) {
  const std::string cast = concat("::", type);
  if (!text.ends_with(cast)) return std::nullopt;
  const auto json = literal(std::string_view(text).substr(0, text.size() - cast.size()));
  if (!json || json->starts_with('"')) return std::nullopt;  // a string would lose its marks
  return canonical_json(*json);
}

// An element of an array literal: with its quotation marks taken off and its escapes undone.
struct element {
  std::string text;
  bool is_quoted = false;
};

// Of one dimension; nothing for what is none.
std::optional<std::vector<element>> elements(std::string_view text) {
  if (!text.starts_with('{') || !text.ends_with('}') || text.size() < 2) return std::nullopt;
  text = text.substr(1, text.size() - 2);
  std::vector<element> out;
  for (std::size_t at = 0; at < text.size();) {
    element one;
    one.is_quoted = text[at] == '"';
    if (one.is_quoted) at++;
    while (at < text.size() && text[at] != (one.is_quoted ? '"' : ',')) {
      if (text[at] == '{' && !one.is_quoted) return std::nullopt;
      if (text[at] == '\\') at++;
      if (at < text.size()) one.text += text[at++];
    }
    if (one.is_quoted) at++;
    out.push_back(std::move(one));
    if (at < text.size() && text[at] != ',') return std::nullopt;
    if (at + 1 == text.size()) return std::nullopt;  // ends with a comma
    at++;
  }
  return out;
}

// As drizzle-kit's generate writes an array's element to the literal.
std::string rendered(const element& one) {
  if (!one.is_quoted) return one.text;
  std::string out = "\"";
  for (const char c : one.text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out += '"';
}

bool is_value_of(value_kind kind, const element& one) {
  switch (kind) {
    case value_kind::whole:
    case value_kind::floating:
      return !one.is_quoted && is_canonical_number(one.text);
    case value_kind::boolean:
      return !one.is_quoted && (one.text == "true" || one.text == "false");
    case value_kind::json:
    case value_kind::other:
      return false;
    default:
      return one.is_quoted;
  }
}

std::string array_default(const std::string& text, const column_type& type) {
  const auto content = literal(text);
  const auto all = content ? elements(*content) : std::nullopt;
  if (!all) return as_sql(text);
  std::string again;
  std::string out;
  for (const element& one : *all) {
    if (!is_value_of(type.kind, one)) return as_sql(text);
    again += concat(again.empty() ? "" : ",", rendered(one));
    out += out.empty() ? "" : ", ";
    out += one.is_quoted ? double_quoted(one.text) : one.text;
  }
  if (concat("{", again, "}") != *content) return as_sql(text);
  if (!all->empty() && type.array_calls.find(".array", 1) != std::string::npos) {
    return as_sql(text);
  }
  return call(concat("[", out, "]"));
}

bool matches(const std::string& text, const std::regex& pattern) {
  return std::regex_match(text, pattern);
}

bool is_moment(const std::string& text, value_kind kind) {
  static const std::regex timestamp(
      R"('\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d+)?([+-]\d{2}(:\d{2})?)?')");
  static const std::regex time(R"('\d{2}:\d{2}(:\d{2})?(\.\d+)?')");
  static const std::regex date(R"('\d{4}-\d{2}-\d{2}')");
  return matches(text, kind == value_kind::timestamp ? timestamp
                       : kind == value_kind::time    ? time
                                                     : date);
}

std::string quoted_default(const std::string& text) {
  const auto content = literal(text);
  return content ? call(single_quoted(*content)) : as_sql(text);
}

std::string sql_default(const std::string& text, const column_type& type) {
  if (type.is_array()) return array_default(text, type);
  switch (type.kind) {
    case value_kind::enumeration:
    case value_kind::text:
    case value_kind::numeric:
    case value_kind::interval:
    case value_kind::network:
      return quoted_default(text);
    case value_kind::uuid:
      return text == "gen_random_uuid()" ? ".defaultRandom()" : as_sql(text);
    case value_kind::timestamp:
    case value_kind::time:
    case value_kind::date:
      if (text == "now()") return ".defaultNow()";
      return is_moment(text, type.kind) ? call(text) : as_sql(text);
    case value_kind::json:
      if (const auto json = json_value(text, type.base)) return call(*json);
      return as_sql(text);
    default:
      return as_sql(text);
  }
}

}  // namespace

bool is_safe_number(const std::string& decimal) {
  const std::string_view digits =
      std::string_view(decimal).substr(decimal.starts_with('-') ? 1 : 0);
  constexpr std::string_view largest = "9007199254740991";
  return is_digits(digits) &&
         (digits.size() < largest.size() || (digits.size() == largest.size() && digits <= largest));
}

bool has_large_default(const model::column& column, const column_type& type) {
  return type.base == "bigint" && !type.is_array() && column.default_ &&
         column.default_->kind == form::json && !is_safe_number(column.default_->text);
}

std::string default_call(const model::column& column, const column_type& type) {
  if (!column.default_) return "";
  const std::string& text = column.default_->text;
  if (column.default_->kind == form::sql) return sql_default(text, type);
  return call(has_large_default(column, type) ? concat(text, "n") : text);
}

}  // namespace sluice::codegen::typescript
