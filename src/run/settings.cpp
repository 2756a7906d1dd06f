#include "run/settings.hpp"

#include <functional>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "run/sluice_schema.hpp"

namespace sluice::run {
namespace {

error refused(std::string_view code, const std::string& what, const std::string& sqlstate,
              std::string_view said, std::string_view advice) {
  error out(failure::ledger, std::string(code), what);
  out.sqlstate = sqlstate;
  out.detail = said;
  out.hint = advice;
  return out;
}

// Asked of the catalog: an error would end a transaction, and stand in the server's log.
bool has_settings(pg::connection& connection) {
  return connection
             .query(
                 "select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace where "
                 "n.nspname = 'sluice' and c.relname = 'settings'")
             .rows() > 0;
}

// In a transaction of its own.
void write(pg::connection& connection, const std::function<void()>& work) {
  pg::transaction transaction(connection);
  try {
    work();
  } catch (const error& failed) {
    if (failed.sqlstate != "42501") throw;
    throw refused("SETTINGS.UNWRITABLE", "sluice.settings cannot be written", failed.sqlstate,
                  failed.what(),
                  "run it as the owner of the schema sluice, or as who may create schemas: GRANT "
                  "CREATE ON DATABASE");
  }
  transaction.commit();
}

}  // namespace

std::optional<protection> read_protection(pg::connection& connection) {
  if (!has_settings(connection)) return std::nullopt;
  constexpr std::string_view sql =
      "select value, to_char(set_at, 'YYYY-MM-DD HH24:MI:SS TZ'), set_by from sluice.settings "
      "where name = 'protected'";
  const pg::outcome read = connection.attempt(sql);
  if (read.ok()) {
    const pg::result& rows = read.results.at(0);
    if (rows.rows() == 0) return std::nullopt;
    return protection{.name = std::string(rows.text(0, 0)),
                      .since = std::string(rows.text(0, 1)),
                      .by = std::string(rows.text(0, 2))};
  }
  if (!read.failure || read.connection_lost || read.interrupted) connection.execute(sql);
  const pg::server_message said = read.failure.value_or(pg::server_message{});
  throw refused("SETTINGS.UNREADABLE", "sluice.settings cannot be read", said.sqlstate, said.text,
                "grant the role USAGE on the schema sluice and SELECT on the table settings");
}

void protect(pg::connection& connection, const std::string& name) {
  write(connection, [&] {
    if (!has_settings(connection)) {
      create_sluice_schema(connection);
      connection.execute(
          "create table if not exists sluice.settings (name text primary key, value text not null, "
          "set_at timestamptz not null default now(), set_by text not null default current_user)");
      // A mark that some role can't see would not protect from that role.
      connection.execute("grant usage on schema sluice to public");
      connection.execute("grant select on sluice.settings to public");
    }
    connection.query(
        "insert into sluice.settings (name, value) values ('protected', $1) on conflict (name) do "
        "update set value = excluded.value, set_at = now(), set_by = current_user",
        {name});
  });
}

std::optional<std::string> unprotect(pg::connection& connection) {
  const std::optional<protection> before = read_protection(connection);
  if (!before) return std::nullopt;
  write(connection,
        [&] { connection.execute("delete from sluice.settings where name = 'protected'"); });
  return before->name;
}

}  // namespace sluice::run
