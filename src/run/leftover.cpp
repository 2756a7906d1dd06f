#include "run/leftover.hpp"

#include <optional>

#include "base/text.hpp"
#include "pg/quote.hpp"
#include "run/manner.hpp"

namespace sluice::run {
namespace {

constexpr std::string_view indexes = R"(
select format('%I.%I', n.nspname, c.relname), x.indrelid::regclass::text,
  (select p.pid from pg_stat_progress_create_index p where p.index_relid = c.oid limit 1),
  x.indisvalid
from pg_index x join pg_class c on c.oid = x.indexrelid join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'i' and )";
constexpr std::string_view invalid = "not x.indisvalid and ";

// As PostgreSQL writes it, from the access method on.
constexpr std::string_view definition = R"(
substring(pg_get_indexdef(indexrelid) from position(' USING ' in pg_get_indexdef(indexrelid))))";
constexpr std::string_view look_alike = "sluice_look_alike";

std::string qualified(const std::string& schema, const std::string& name) {
  if (schema.empty()) return pg::quote_identifier(name);
  return concat(pg::quote_identifier(schema), ".", pg::quote_identifier(name));
}

std::vector<leftover> read(const pg::result& rows) {
  std::vector<leftover> out;
  out.reserve(static_cast<std::size_t>(rows.rows()));
  for (int i = 0; i < rows.rows(); ++i) {
    out.push_back({rows.boolean(i, 3) ? leftover::kind::complete : leftover::kind::invalid,
                   std::string(rows.text(i, 0)), std::string(rows.text(i, 1)),
                   static_cast<int>(rows.integer(i, 2))});
  }
  return out;
}

// PostgreSQL makes up the index's name; what tells it is its definition, in PostgreSQL's own words:
// the same index on an empty table like this one has them too. Nothing where that can't be made.
std::optional<std::vector<leftover>> find_alike(pg::connection& connection,
                                                const concurrent_index& built,
                                                const std::string& table) {
  const std::string make_table =
      concat("create temp table ", look_alike, " (like ", table, ") on commit drop");
  const std::string make_index = concat("create ", built.unique ? "unique " : "",
                                        "index on pg_temp.", look_alike, " ", built.definition);
  const std::string find =
      concat(indexes, "x.indrelid = to_regclass($1) and x.indisunique = $2::boolean and ",
             definition, " = (select ", definition, " from pg_index where indrelid = 'pg_temp.",
             look_alike, "'::regclass)");
  const pg::outcome came = connection.attempt({{"begin"},
                                               {make_table},
                                               {make_index},
                                               {find, {table, built.unique ? "true" : "false"}},
                                               {"rollback"}});
  if (came.ok()) return read(came.results.at(3));
  if (connection.transaction() != pg::transaction_state::idle) connection.attempt("rollback");
  return std::nullopt;
}

std::vector<leftover> find(pg::connection& connection, const std::string& sql,
                           const std::vector<std::optional<std::string>>& parameters) {
  const pg::outcome came = connection.attempt({{sql, parameters}});
  // What is wrong with the connection, the statement itself will say.
  return came.ok() ? read(came.results.at(0)) : std::vector<leftover>();
}

std::vector<leftover> find_unnamed(pg::connection& connection, const concurrent_index& built,
                                   bool after_death) {
  const std::string table = qualified(built.schema, built.table);
  std::vector<leftover> out =
      find(connection, concat(indexes, invalid, "x.indrelid = to_regclass($1)"), {table});
  if (out.empty() && !after_death) return out;
  if (auto alike = find_alike(connection, built, table)) {
    if (!after_death) {
      std::erase_if(*alike, [](const leftover& one) { return one.is == leftover::kind::complete; });
    }
    return *std::move(alike);
  }
  for (leftover& one : out) one.is = leftover::kind::doubtful;
  return out;
}

}  // namespace

std::vector<leftover> find_leftovers(pg::connection& connection, const pg::statement& one,
                                     bool after_death) {
  if (const auto built = builds_index(one)) {
    if (built->name.empty()) return find_unnamed(connection, *built, after_death);
    return find(connection,
                concat(indexes, invalid, "x.indrelid = to_regclass($1) and c.relname = $2::name"),
                {qualified(built->schema, built->table), built->name});
  }
  const auto rebuilt = rebuilds_index(one);
  if (!rebuilt) return {};
  return find(
      connection,
      concat(
          indexes, invalid,
          rebuilt->table
              ? "x.indrelid = to_regclass($1)"
              : "x.indrelid = (select indrelid from pg_index where indexrelid = to_regclass($1))",
          " and c.relname ~ '_cc(new|old)[0-9]*$'"),
      {qualified(rebuilt->schema, rebuilt->name)});
}

}  // namespace sluice::run
