#include "project/belongings.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "catalog/tables_filter.hpp"
#include "pg/quote.hpp"
#include "run/trash.hpp"

namespace sluice::project {

namespace {

constexpr const char* query =
#include "project/belongings_query.inc"
    ;

// A larger table is counted by PostgreSQL's statistics.
constexpr std::int64_t most_to_count = 5'000'000;

std::string array_of(const std::vector<std::string>& all) {
  std::vector<std::string> quoted;
  for (const std::string& one : all) quoted.push_back(pg::quote_literal(one));
  return concat("array[", join(quoted, ", "), "]");
}

std::string array_of(const std::vector<qualified_name>& all, std::string qualified_name::* part) {
  std::vector<std::string> out;
  for (const qualified_name& one : all) out.push_back(one.*part);
  return array_of(out);
}

// The relations in the project's schemas that a tablesFilter lets through.
std::vector<std::string> filtered(pg::connection& database, const ownership& ours,
                                  const catalog::scope& about) {
  std::vector<std::string> out;
  const catalog::tables_filter filter(about.tables_filter, about.extensions_filters);
  const pg::result rows = database.query(concat(
      "select distinct relname from pg_class c join pg_namespace n on n.oid = relnamespace where "
      "nspname = any(",
      array_of(ours.schemas), "::text[])"));
  for (int i = 0; i < rows.rows(); ++i) {
    const std::string name(rows.text(i, 0));
    if (filter.passes(name)) out.push_back(name);
  }
  return out;
}

// In one statement, a hundred tables at a time.
void count_rows(pg::connection& database, std::vector<belongings::table>& tables) {
  constexpr std::size_t at_once = 100;
  std::vector<belongings::table*> open;
  for (belongings::table& one : tables) {
    if (!one.is_estimate) open.push_back(&one);
  }
  for (std::size_t from = 0; from < open.size(); from += at_once) {
    const std::size_t to = std::min(open.size(), from + at_once);
    std::vector<std::string> counts;
    for (std::size_t i = from; i < to; ++i) {
      counts.push_back(concat("(select count(*) from ", open[i]->name, ")"));
    }
    const pg::result rows = database.query(concat("select ", join(counts, ", ")));
    for (std::size_t i = from; i < to; ++i) {
      open[i]->rows = rows.integer(0, static_cast<int>(i - from));
    }
  }
}

std::string title(const std::string& type, const std::string& identity) {
  if (type == "publication relation") return concat("membership of ", identity);
  if (type == "table constraint") return concat("constraint ", identity);
  if (type == "table column") return concat("column ", identity);
  return concat(type, " ", identity);
}

}  // namespace

belongings find_belongings(pg::connection& database, const ownership& ours,
                           const catalog::scope& about, const run::ledger_name& ledger) {
  const bool whole = about.tables_filter.empty();
  const auto fill = [&](std::string sql, std::string_view place, const std::string& with) {
    return replace_all(std::move(sql), concat("{", place, "}"), with);
  };
  std::string sql = fill(query, "schemas", array_of(ours.schemas));
  sql = fill(sql, "relation_schemas", array_of(ours.relations, &qualified_name::first));
  sql = fill(sql, "relation_names", array_of(ours.relations, &qualified_name::second));
  sql = fill(sql, "type_schemas", array_of(ours.types, &qualified_name::first));
  sql = fill(sql, "type_names", array_of(ours.types, &qualified_name::second));
  sql = fill(sql, "whole", whole ? "true" : "false");
  sql = fill(sql, "filtered",
             whole ? std::string("array[]") : array_of(filtered(database, ours, about)));

  belongings out;
  const pg::result rows = database.query(sql);
  for (int i = 0; i < rows.rows(); ++i) {
    const std::string type(rows.text(i, 1));
    const std::string identity(rows.text(i, 2));
    if (rows.text(i, 0) == "others") {
      out.dependents.push_back({title(type, identity), rows.boolean(i, 5)});
      continue;
    }
    if (type == "schema") {
      out.schemas.push_back(identity);
      continue;
    }
    out.objects.push_back({type, identity});
    const std::string_view kind = rows.text(i, 3);
    if ((kind == "r" || kind == "p") && !rows.boolean(i, 5)) {
      const std::int64_t about_rows = rows.integer(i, 4);
      const bool is_large = about_rows > most_to_count;
      out.tables.push_back({identity, is_large ? about_rows : 0, is_large});
    }
  }
  count_rows(database, out.tables);
  for (const run::kept_thing& one : run::list_trash(database)) {
    if (one.ledger != run::name_in_trash(ledger)) continue;
    out.kept_tables.push_back(concat("sluice_trash.", pg::quote_identifier(one.stored_as)));
    out.tables.push_back(
        {concat(one.name(), " (kept in sluice_trash)"), one.rows.value_or(0), !one.rows});
  }
  return out;
}

}  // namespace sluice::project
