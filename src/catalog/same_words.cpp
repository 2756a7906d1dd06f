#include "catalog/same_words.hpp"

#include <vector>

#include "base/text.hpp"
#include "catalog/tokens.hpp"

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
  const std::string schema = table.schema.empty() ? "public" : table.schema;
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
  return plain(live) == plain(wanted);
}

bool is_same_default(const model::default_value& live, const model::default_value& wanted,
                     const model::column& /*of*/) {
  return live == wanted || without_parentheses(tokens_of(sql_text(live))) ==
                               without_parentheses(tokens_of(sql_text(wanted)));
}

bool is_same_definition(const std::string& live, const std::string& wanted) {
  return live == wanted;
}

}  // namespace sluice::catalog
