#include "catalog/tokens.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "model/sql_tokens.hpp"

namespace sluice::catalog {

namespace {

using enum token::form;
using model::sql_token;

// select word from pg_get_keywords() where catcode <> 'U', of PostgreSQL 13 to 18. Sorted.
// clang-format off
constexpr std::array<std::string_view, 164> keywords = {
    "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization",
    "between", "bigint", "binary", "bit", "boolean", "both", "case", "cast", "char", "character",
    "check", "coalesce", "collate", "collation", "column", "concurrently", "constraint", "create",
    "cross", "current_catalog", "current_date", "current_role", "current_schema", "current_time",
    "current_timestamp", "current_user", "dec", "decimal", "default", "deferrable", "desc",
    "distinct", "do", "else", "end", "except", "exists", "extract", "false", "fetch", "float",
    "for", "foreign", "freeze", "from", "full", "grant", "greatest", "group", "grouping", "having",
    "ilike", "in", "initially", "inner", "inout", "int", "integer", "intersect", "interval", "into",
    "is", "isnull", "join", "json", "json_array", "json_arrayagg", "json_exists", "json_object",
    "json_objectagg", "json_query", "json_scalar", "json_serialize", "json_table", "json_value",
    "lateral", "leading", "least", "left", "like", "limit", "localtime", "localtimestamp",
    "merge_action", "national", "natural", "nchar", "none", "normalize", "not", "notnull", "null",
    "nullif", "numeric", "offset", "on", "only", "or", "order", "out", "outer", "overlaps",
    "overlay", "placing", "position", "precision", "primary", "real", "references", "returning",
    "right", "row", "select", "session_user", "setof", "similar", "smallint", "some", "substring",
    "symmetric", "system_user", "table", "tablesample", "then", "time", "timestamp", "to",
    "trailing", "treat", "trim", "true", "union", "unique", "user", "using", "values", "varchar",
    "variadic", "verbose", "when", "where", "window", "with", "xmlattributes", "xmlconcat",
    "xmlelement", "xmlexists", "xmlforest", "xmlnamespaces", "xmlparse", "xmlpi", "xmlroot",
    "xmlserialize", "xmltable"};
// clang-format on

bool is_operator(const sql_token& one) {
  return one.kind == sql_token::form::symbol &&
         std::string_view("+-*/<>=~!@#%^&|`?").find(one.text) != std::string_view::npos;
}

// 0xff and 1_000 are not looked into.
bool is_plain_number(std::string_view text) {
  const std::size_t mantissa = std::min(text.find_first_not_of("0123456789."), text.size());
  std::string_view rest = text.substr(mantissa);
  if (rest.empty()) return true;
  if (rest[0] != 'e' && rest[0] != 'E') return false;
  rest.remove_prefix(1);
  if (!rest.empty() && (rest[0] == '+' || rest[0] == '-')) rest.remove_prefix(1);
  return !rest.empty() && rest.find_first_not_of("0123456789") == std::string_view::npos;
}

// How many of them are one sign: the longest run of operators' characters; + and - end one only
// where it has a character that can't be in SQL's own operators.
std::size_t sign_length(const std::vector<sql_token>& all, std::size_t first) {
  const auto follows = [&](std::size_t at) {
    return at < all.size() && all[at].begin == all[at - 1].end;
  };
  if (!is_operator(all[first])) {
    const bool doubles = all[first].is_symbol(':') && follows(first + 1) &&
                         (all[first + 1].is_symbol(':') || all[first + 1].is_symbol('='));
    return doubles ? 2 : 1;
  }
  std::size_t end = first + 1;
  while (follows(end) && is_operator(all[end])) ++end;
  const bool is_special =
      std::any_of(all.begin() + static_cast<std::ptrdiff_t>(first),
                  all.begin() + static_cast<std::ptrdiff_t>(end), [](const sql_token& one) {
                    return std::string_view("~!@#%^&|`?").find(one.text) != std::string_view::npos;
                  });
  while (!is_special && end > first + 1 &&
         (all[end - 1].is_symbol('+') || all[end - 1].is_symbol('-'))) {
    --end;
  }
  return end - first;
}

token::form form_of(const sql_token& one, char first) {
  switch (one.kind) {
    case sql_token::form::word:
      return is_keyword(one.text) ? keyword : name;
    case sql_token::form::name:
      return one.is_closed && first == '"' ? name : other;
    case sql_token::form::literal:
      return one.is_closed && first == '\'' ? literal : other;
    case sql_token::form::number:
      return is_plain_number(one.text) ? number : other;
    case sql_token::form::parameter:
      return other;
    case sql_token::form::symbol:
      break;
  }
  return first == '$' ? other : sign;
}

}  // namespace

bool is_keyword(std::string_view word) {
  return std::binary_search(keywords.begin(), keywords.end(), word);
}

std::vector<token> tokens_of(std::string_view sql) {
  const std::vector<sql_token> pieces = model::sql_tokens(sql);
  std::vector<token> out;
  out.reserve(pieces.size());
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const sql_token& one = pieces[i];
    const token::form kind = form_of(one, sql[one.begin]);
    std::string text = one.text;
    if (kind == sign) {
      const std::size_t length = sign_length(pieces, i);
      i += length - 1;
      text = sql.substr(one.begin, pieces[i].end - one.begin);
      if (text == "!=") text = "<>";
    } else if (kind == other) {
      text = sql.substr(one.begin, one.end - one.begin);
    }
    if (one.kind == sql_token::form::number) text = to_lower(text);
    out.push_back({.kind = kind, .text = std::move(text), .begin = one.begin});
  }
  return out;
}

}  // namespace sluice::catalog
