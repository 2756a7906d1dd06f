#include "catalog/same_words.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "catalog/elaborated.hpp"
#include "catalog/expression.hpp"
#include "catalog/tokens.hpp"
#include "model/schema_name.hpp"

namespace sluice::catalog {

namespace {

using tokens = std::vector<token>;

bool is_name(const tokens& all, std::size_t at, const std::string& text) {
  return at < all.size() && all[at].kind == token::form::name && all[at].text == text;
}
bool is_sign(const tokens& all, std::size_t at, std::string_view sign) {
  return at < all.size() && all[at].is(sign);
}

// "schema"."table"."column" and "table"."column" are the column, where nothing else can be read.
tokens without_table(const tokens& all, const model::table& table) {
  for (const token& one : all) {
    if (one.is("select")) return all;
  }
  const std::string schema = model::schema_name(table.schema);
  tokens out;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool begins = i == 0 || !all[i - 1].is(".");
    std::size_t next = i;
    if (begins && is_name(all, i, schema) && is_sign(all, i + 1, ".") &&
        is_name(all, i + 2, table.name) && is_sign(all, i + 3, ".")) {
      next = i + 4;
    } else if (begins && is_name(all, i, table.name) && is_sign(all, i + 1, ".")) {
      next = i + 2;
    }
    const bool is_column = next < all.size() && all[next].kind == token::form::name &&
                           !is_sign(all, next + 1, "(") && !is_sign(all, next + 1, ".");
    if (is_column) i = next;
    out.push_back(all[i]);
  }
  return out;
}

// Of those around the whole.
tokens without_parentheses(tokens all) {
  for (;;) {
    if (all.size() < 2 || !all.front().is("(") || !all.back().is(")")) return all;
    int depth = 0;
    for (std::size_t i = 0; i + 1 < all.size(); ++i) {
      if (all[i].is("(")) ++depth;
      if (all[i].is(")")) --depth;
      if (depth == 0) return all;
    }
    all.erase(all.begin());
    all.pop_back();
  }
}

bool is_of_numbers(std::string_view type) {
  constexpr std::array<std::string_view, 6> all = {"int2",   "int4",   "int8",
                                                   "float4", "float8", "numeric"};
  return std::find(all.begin(), all.end(), type) != all.end();
}

bool is_plain_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos &&
         text.front() != '.' && text.back() != '.' &&
         std::count(text.begin(), text.end(), '.') < 2 &&
         (text.front() != '0' || text.size() == 1 || text[1] == '.');
}

// JSON without the blanks between its parts.
std::string compact(std::string_view json) {
  std::string out;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (!in_string && std::string_view(" \n\t\r").find(c) != std::string_view::npos) continue;
    if (c == '"') in_string = !in_string;
    out += c;
    if (in_string && c == '\\' && i + 1 < json.size()) out += json[++i];
  }
  return out;
}

// What a literal is to a column of that type, with or without a cast that changes nothing; nothing
// for other expressions.
std::optional<std::string> value_of(const expression& one, const std::string& type) {
  if (one.kind == expression::form::constant) {
    const bool is_number = is_of_numbers(one.type);
    if (is_number && !is_of_numbers(type)) return std::nullopt;
    if (one.type == "bool" && type != "bool") return std::nullopt;
    if (is_of_numbers(type) && !is_plain_number(one.text)) return std::nullopt;
    return type == "json" || type == "jsonb" ? compact(one.text) : one.text;
  }
  if (one.kind != expression::form::cast || one.parts[0].kind != expression::form::constant) {
    return std::nullopt;
  }
  const auto is_text = [](std::string_view name) { return name == "text" || name == "varchar"; };
  const bool is_whole = is_plain_number(one.parts[0].text) &&
                        one.parts[0].text.find('.') == std::string::npos &&
                        is_of_numbers(one.text) && !one.text.starts_with("float");
  if (one.text != type && !(is_text(one.text) && is_text(type)) &&
      !(is_of_numbers(type) && is_whole)) {
    return std::nullopt;
  }
  return value_of(one.parts[0], type);
}

}  // namespace

std::string sql_text(const model::default_value& value) {
  if (value.kind == model::default_value::form::sql) return value.text;
  const bool is_composite = !value.text.empty() && (value.text[0] == '{' || value.text[0] == '[');
  return is_composite ? concat("'", replace_all(value.text, "'", "''"), "'") : value.text;
}

bool is_same_expression(const std::string& live, const std::string& wanted,
                        const model::table& table) {
  if (live == wanted) return true;
  const auto plain = [&](const std::string& text) {
    return without_parentheses(without_table(tokens_of(text), table));
  };
  if (plain(live) == plain(wanted)) return true;
  const auto is = parse_expression(live, table);
  if (!is) return false;
  const auto shall_be = parse_expression(wanted, table);
  return shall_be && elaborated(*is) == elaborated(*shall_be);
}

bool is_same_default(const model::default_value& live, const model::default_value& wanted,
                     const model::table& table, const model::column& of) {
  if (live == wanted) return true;
  const std::string is = sql_text(live);
  const std::string shall_be = sql_text(wanted);
  if (without_parentheses(tokens_of(is)) == without_parentheses(tokens_of(shall_be))) return true;
  const auto one = parse_expression(is, table);
  const auto other = parse_expression(shall_be, table);
  if (!one || !other) return false;
  const std::string type = type_of(of);
  const auto value = value_of(*one, type);
  if (value && value == value_of(*other, type)) return true;
  const expression read = elaborated(*one);
  return read.kind != expression::form::constant && read == elaborated(*other);
}

bool is_same_definition(const std::string& live, const std::string& wanted) {
  return live == wanted;
}

}  // namespace sluice::catalog
