#include "run/ledger.hpp"

#include <charconv>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "pg/quote.hpp"

namespace sluice::run {

std::string ledger_name::quoted() const {
  return concat(pg::quote_identifier(schema), ".", pg::quote_identifier(table));
}

std::int64_t ledger_name::lock_key() const {
  const std::string digits = sha256_hex(concat("sluice migrate ", quoted()));
  std::uint64_t key = 0;
  std::from_chars(digits.data(), digits.data() + 16, key, 16);
  return static_cast<std::int64_t>(key);
}

ledger read_ledger(pg::connection& connection, const ledger_name& name) {
  ledger out;
  const std::string sql =
      concat("select id, hash, created_at from ", name.quoted(), " order by id");
  const pg::outcome read = connection.attempt(sql);
  if (read.ok()) {
    out.exists = true;
    const pg::result& rows = read.results.at(0);
    for (int i = 0; i < rows.rows(); ++i) {
      out.rows.push_back({rows.integer(i, 0), std::string(rows.text(i, 1)), rows.integer(i, 2)});
    }
    return out;
  }
  if (!read.failure || read.connection_lost || read.interrupted) {
    connection.execute(sql);  // says what is wrong with the connection
    return out;
  }
  const pg::server_message& said = *read.failure;
  // There is no such table, or no such schema.
  if (said.sqlstate == "42P01" || said.sqlstate == "3F000") return out;
  const bool rights = said.sqlstate == "42501";
  error unreadable(rights ? failure::unprepared : failure::ledger, "LEDGER.UNREADABLE",
                   concat("the table of applied migrations, ", name.quoted(), ", cannot be read"));
  unreadable.sqlstate = said.sqlstate;
  unreadable.detail = said.text;
  unreadable.hint = rights ? "grant the user USAGE on the schema and SELECT, INSERT on the table"
                           : "is it drizzle-orm's table (id, hash, created_at)? its name is set by "
                             "migrations.schema and migrations.table in drizzle.config";
  throw std::move(unreadable);
}

namespace {

void create_as_drizzle_does(pg::connection& connection, const ledger_name& name) {
  // CREATE SCHEMA IF NOT EXISTS asks for the right to create schemas even where it exists.
  const pg::result found =
      connection.query("select 1 from pg_namespace where nspname = $1", {name.schema});
  pg::transaction transaction(connection);
  // Two runs through a pooler have no other lock; IF NOT EXISTS alone fails where both are at it.
  connection.execute(concat("select pg_advisory_xact_lock(", std::to_string(name.lock_key()), ")"));
  if (found.rows() == 0) {
    connection.execute(concat("CREATE SCHEMA IF NOT EXISTS ", pg::quote_identifier(name.schema)));
  }
  connection.execute(concat("CREATE TABLE IF NOT EXISTS ", name.quoted(),
                            " (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at bigint)"));
  transaction.commit();
}

}  // namespace

void create_ledger(pg::connection& connection, const ledger_name& name) {
  try {
    create_as_drizzle_does(connection, name);
  } catch (const error& refused) {
    if (refused.sqlstate != "42501") throw;
    const pg::result who = connection.query(
        "select quote_ident(current_user), quote_ident(current_database()), "
        "to_regnamespace(quote_ident($1)) is not null",
        {name.schema});
    error out(failure::unprepared, "LEDGER.NOT_MADE",
              concat("the table of applied migrations, ", name.quoted(), ", cannot be made"));
    out.sqlstate = refused.sqlstate;
    out.detail = refused.what();
    out.hint = who.boolean(0, 2)
                   ? concat("GRANT CREATE, USAGE ON SCHEMA ", pg::quote_identifier(name.schema),
                            " TO ", who.text(0, 0))
                   : concat("GRANT CREATE ON DATABASE ", who.text(0, 1), " TO ", who.text(0, 0));
    throw std::move(out);
  }
}

std::string insert_into_ledger(const ledger_name& name) {
  return concat("insert into ", name.quoted(), " (\"hash\", \"created_at\") values ($1, $2)");
}

}  // namespace sluice::run
