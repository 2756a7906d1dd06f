// Checks, predicates and generation expressions: what they may use. CREATE TABLE and CREATE INDEX
// in PostgreSQL's documentation.
#include <algorithm>
#include <array>
#include <optional>

#include "base/text.hpp"
#include "model/sql_tokens.hpp"
#include "refusals/rules.hpp"

namespace sluice::refusals {

namespace {

using model::sql_token;
using form = sql_token::form;
using tokens = std::vector<sql_token>;

constexpr std::array<std::string_view, 11> aggregates = {
    "count",     "sum",      "avg",     "array_agg", "string_agg", "json_agg",
    "jsonb_agg", "bool_and", "bool_or", "min",       "max"};

// Not immutable by pg_proc; the first ones are called without parentheses.
constexpr std::size_t plain_words = 10;
constexpr std::array<std::string_view, 21> changing = {"current_date",
                                                       "current_time",
                                                       "current_timestamp",
                                                       "localtime",
                                                       "localtimestamp",
                                                       "current_user",
                                                       "session_user",
                                                       "current_role",
                                                       "current_catalog",
                                                       "current_schema",
                                                       "now",
                                                       "random",
                                                       "clock_timestamp",
                                                       "timeofday",
                                                       "statement_timestamp",
                                                       "transaction_timestamp",
                                                       "gen_random_uuid",
                                                       "nextval",
                                                       "uuid_generate_v4",
                                                       "txid_current",
                                                       "pg_current_xact_id"};

bool has_symbol(const tokens& all, std::size_t at, char sign) {
  return at < all.size() && all[at].is_symbol(sign);
}

bool is_call(const tokens& all, std::size_t at) {
  return all[at].kind == form::word && has_symbol(all, at + 1, '(') &&
         (at == 0 || !all[at - 1].is_symbol('.'));
}

template <typename Names>
bool lists(const Names& names, std::string_view one) {
  return std::find(names.begin(), names.end(), one) != names.end();
}

std::optional<std::string> subquery_or_aggregate(const tokens& all) {
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (all[at].is_word("select")) return "a subquery";
    if (is_call(all, at) && lists(aggregates, all[at].text)) {
      return concat("the aggregate ", all[at].text, "()");
    }
  }
  return std::nullopt;
}

std::optional<std::string> changing_function(const tokens& all) {
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (all[at].kind != form::word) continue;
    const auto found = std::find(changing.begin(), changing.end(), all[at].text);
    if (found == changing.end()) continue;
    const bool is_plain = found - changing.begin() < static_cast<std::ptrdiff_t>(plain_words);
    const bool is_part = (at > 0 && all[at - 1].is_symbol('.')) || has_symbol(all, at + 1, '.');
    if (is_plain && !is_part) return all[at].text;
    if (is_call(all, at)) return concat(all[at].text, "()");
  }
  return std::nullopt;
}

bool is_identifier(const sql_token& one) {
  return one.kind == form::word || one.kind == form::name;
}

// A type's, a collation's or an operator's name, not a column's.
bool names_no_column(const tokens& all, std::size_t at) {
  if (at == 0) return false;
  const sql_token& before = all[at - 1];
  return before.is_word("as") || before.is_word("collate") ||
         (at > 1 && before.is_symbol(':') && all[at - 2].is_symbol(':')) ||
         (at > 1 && before.is_symbol('(') && all[at - 2].is_word("operator"));
}

// "my_type" 'value'.
bool is_type_of_literal(const tokens& all, std::size_t at) {
  return at + 1 < all.size() && all[at + 1].kind == form::literal;
}

struct unknown_name {
  std::string text;
  const char* sqlstate;
};

// The first column that the table doesn't have, as it is written. What is neither quoted nor behind
// a table's name may be anything.
std::optional<unknown_name> unknown_column(const model::table& table, const tokens& all) {
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (!is_identifier(all[at])) continue;
    std::vector<std::string> parts = {all[at].text};
    const std::size_t first = at;
    while (has_symbol(all, at + 1, '.') && at + 2 < all.size() && is_identifier(all[at + 2])) {
      at += 2;
      parts.push_back(all[at].text);
    }
    const bool is_field = first > 0 && all[first - 1].is_symbol('.');
    if (is_field || has_symbol(all, at + 1, '(') || has_symbol(all, at + 1, '.') ||
        is_type_of_literal(all, at) || names_no_column(all, first)) {
      continue;
    }
    if (parts.size() == 1 && all[first].kind != form::name) continue;
    if (parts.size() > 3) continue;
    const bool is_ours = parts.size() == 1 || parts[parts.size() - 2] == table.name;
    if (is_ours &&
        (model::find(table.columns, parts.back()) != nullptr || parts.back() == table.name)) {
      continue;
    }
    return unknown_name{join(parts, "."), is_ours ? "42703" : "42P01"};
  }
  return std::nullopt;
}

struct expression {
  const model::table& table;
  std::string what;
  std::string part;
  const tokens& words;
  list& found;

  void add(std::string code, std::string sqlstate, const std::string& wrong, std::string hint) {
    found.push_back({std::move(code), std::move(sqlstate), concat(what, " ", wrong),
                     std::move(hint), about(table, part)});
  }
  void forbid_queries() {
    if (const auto used = subquery_or_aggregate(words)) {
      const bool is_query = *used == "a subquery";
      add(is_query ? "SCHEMA.SUBQUERY" : "SCHEMA.AGGREGATE", is_query ? "0A000" : "42803",
          concat("uses ", *used),
          "only the row's own columns can be used; a trigger can look further");
    } else if (const auto unknown = unknown_column(table, words)) {
      add("SCHEMA.UNKNOWN_COLUMN", unknown->sqlstate,
          concat("uses ", unknown->text, ", which is no column of the table"),
          "only the row's own columns can be used");
    }
  }
  void require_immutable() {
    if (const auto used = changing_function(words)) {
      add("SCHEMA.NOT_IMMUTABLE", "42P17",
          concat("uses ", *used, ", whose value is another one at another time"),
          "PostgreSQL takes only immutable functions there");
    }
  }
};

void find_in_index(const model::table& table, const model::index& index, list& found) {
  const auto look = [&](const std::string& sql, const std::string& what) {
    const tokens words = model::sql_tokens(sql);
    expression one{table, what, index.name, words, found};
    one.forbid_queries();
    one.require_immutable();
  };
  const std::string its = concat("index \"", index.name, "\" on table \"", table.name, "\"");
  if (index.where) look(*index.where, concat("the predicate of ", its));
  for (const model::index_column& part : index.columns) {
    if (part.is_expression) look(part.expression, concat("an expression of ", its));
  }
}

void find_in_generated(const model::table& table, const model::column& column,
                       const std::string& as, list& found) {
  const tokens words = model::sql_tokens(as);
  const std::string what =
      concat("the expression of the generated column \"", table.name, "\".\"", column.name, "\"");
  expression one{table, what, column.name, words, found};
  one.forbid_queries();
  one.require_immutable();
  for (const sql_token& word : words) {
    const model::column* used =
        word.kind == form::name ? model::find(table.columns, word.text) : nullptr;
    if (used != nullptr && used->generated) {
      one.add("SCHEMA.GENERATED_FROM_GENERATED", "42P17",
              concat("uses \"", used->name, "\", which is generated itself"),
              "write its expression out");
      break;
    }
  }
}

}  // namespace

void find_in_expressions(const model::table& table, list& found) {
  for (const model::check_constraint& check : table.check_constraints) {
    const tokens words = model::sql_tokens(check.value);
    const std::string what = concat("check \"", check.name, "\" of table \"", table.name, "\"");
    expression{table, what, check.name, words, found}.forbid_queries();
  }
  for (const model::index& index : table.indexes) find_in_index(table, index, found);
  for (const model::column& column : table.columns) {
    if (column.generated) find_in_generated(table, column, column.generated->as, found);
  }
}

}  // namespace sluice::refusals
