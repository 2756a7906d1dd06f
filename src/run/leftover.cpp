#include "run/leftover.hpp"

#include <optional>

#include "base/text.hpp"
#include "pg/quote.hpp"
#include "run/manner.hpp"

namespace sluice::run {
namespace {

constexpr std::string_view invalid = R"(
select format('%I.%I', n.nspname, c.relname), x.indrelid::regclass::text,
  (select p.pid from pg_stat_progress_create_index p where p.index_relid = c.oid limit 1)
from pg_index x join pg_class c on c.oid = x.indexrelid join pg_namespace n on n.oid = c.relnamespace
where not x.indisvalid and c.relkind = 'i' and )";

std::string qualified(const std::string& schema, const std::string& name) {
  if (schema.empty()) return pg::quote_identifier(name);
  return concat(pg::quote_identifier(schema), ".", pg::quote_identifier(name));
}

}  // namespace

std::vector<leftover> find_leftovers(pg::connection& connection, const pg::statement& one) {
  std::string sql(invalid);
  std::vector<std::optional<std::string>> parameters;
  if (const auto built = builds_index(one)) {
    if (built->name.empty()) return {};
    sql += "x.indrelid = to_regclass($1) and c.relname = $2::name";
    parameters = {qualified(built->schema, built->table), built->name};
  } else if (const auto rebuilt = rebuilds_index(one)) {
    sql += rebuilt->table
               ? "x.indrelid = to_regclass($1)"
               : "x.indrelid = (select indrelid from pg_index where indexrelid = to_regclass($1))";
    sql += " and c.relname ~ '_cc(new|old)[0-9]*$'";
    parameters = {qualified(rebuilt->schema, rebuilt->name)};
  } else {
    return {};
  }
  const pg::outcome came = connection.attempt({{sql, parameters}});
  std::vector<leftover> out;
  if (!came.ok()) return out;  // what is wrong with the connection, the statement itself will say
  const pg::result& rows = came.results.at(0);
  for (int i = 0; i < rows.rows(); ++i) {
    out.push_back({std::string(rows.text(i, 0)), std::string(rows.text(i, 1)),
                   static_cast<int>(rows.integer(i, 2))});
  }
  return out;
}

}  // namespace sluice::run
