#include "data/tracking.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace sluice::data {

bool tracking::has(const std::string& name) const {
  return std::any_of(rows.begin(), rows.end(),
                     [&](const applied_row& one) { return one.name == name; });
}

tracking read_tracking(pg::connection& connection) {
  const pg::result columns = connection.query(
      "select count(*), count(*) filter (where attname in ('name', 'schema', 'applied_at')) from "
      "pg_attribute where attrelid = to_regclass('public.data_migrations') and attnum > 0 and not "
      "attisdropped");
  tracking out{.exists = columns.integer(0, 0) > 0};
  if (!out.exists) return out;
  if (columns.integer(0, 1) != 3) {
    throw error(failure::ledger, "DATA.TABLE",
                "public.data_migrations is not the table of applied data migrations")
        .because("it has no columns name, schema and applied_at")
        .advise("rename that table");
  }
  const pg::result rows = connection.query(
      "select name, schema, to_char(applied_at, 'YYYY-MM-DD HH24:MI:SS') from "
      "public.data_migrations order by applied_at, id");
  for (int row = 0; row < rows.rows(); ++row) {
    out.rows.push_back({.name = std::string(rows.text(row, 0)),
                        .schema = std::string(rows.text(row, 1)),
                        .at = std::string(rows.text(row, 2))});
  }
  return out;
}

std::string sql_of_tracking() {
  return "CREATE TABLE IF NOT EXISTS public.data_migrations (\n"
         "  id SERIAL PRIMARY KEY,\n"
         "  name TEXT NOT NULL UNIQUE,\n"
         "  schema TEXT NOT NULL,\n"
         "  applied_at TIMESTAMP NOT NULL DEFAULT NOW()\n"
         ");\n";
}

void create_tracking(pg::connection& connection) {
  const pg::outcome made = connection.attempt(sql_of_tracking());
  if (made.ok()) return;
  if (!made.failure) connection.execute("select 1");  // says that the connection is lost
  throw error(failure::ledger, "DATA.TABLE", "public.data_migrations cannot be made")
      .because(made.failure ? made.failure->text : std::string())
      .advise("grant the role CREATE on the schema public, or make the table for it");
}

void track(pg::connection& connection, const migration& one) {
  connection.query("insert into public.data_migrations (name, schema) values ($1, $2)",
                   {one.name, one.schema});
}

void untrack(pg::connection& connection, const migration& one) {
  connection.query("delete from public.data_migrations where name = $1", {one.name});
}

}  // namespace sluice::data
