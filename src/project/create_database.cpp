#include "project/create_database.hpp"

#include <array>
#include <cstdlib>
#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "pg/quote.hpp"
#include "pg/reach.hpp"

namespace sluice::project {
namespace {

// Every server has both, unless somebody dropped the first or locked it.
constexpr std::array<const char*, 2> maintenance{"postgres", "template1"};

error cannot_create(const std::string& name, std::string sqlstate, std::string why) {
  error out(
      failure::unprepared, "PG.CREATE_DATABASE",
      concat("the database ", pg::quote_identifier(name), " is missing and can't be created"));
  out.sqlstate = std::move(sqlstate);
  out.detail = std::move(why);
  return out;
}

std::string user_of(pg::connection& connection) {
  return pg::quote_identifier(connection.execute("select current_user").at(0).text(0, 0));
}

database_creation create(pg::connection& connection, const std::string& name) {
  const pg::outcome came =
      connection.attempt(concat("CREATE DATABASE ", pg::quote_identifier(name)));
  if (came.ok()) return database_creation::created;
  if (came.interrupted) {
    throw error(failure::interrupted, "PG.INTERRUPTED",
                "interrupted; the database was not created");
  }
  if (!came.failure) return database_creation::not_yet;  // the connection broke
  const std::string& code = came.failure->sqlstate;
  if (code == "42P04" || code == "23505") return database_creation::already;
  // Somebody is connected to the template; the server shuts down.
  if (code == "55006" || code.starts_with("57P")) return database_creation::not_yet;
  const std::string why = join({came.failure->text, came.failure->why()}, "\n");
  error refused = cannot_create(name, code, std::string(trim(why)));
  refused.hint = came.failure->hint;
  if (code == "42501") {
    const std::string user = user_of(connection);
    refused.hint = concat("as a superuser: ALTER ROLE ", user, " CREATEDB; or CREATE DATABASE ",
                          pg::quote_identifier(name), " OWNER ", user);
  }
  throw std::move(refused);
}

}  // namespace

std::string database_name(const pg::connection_target& target) {
  std::string name(target.get("dbname"));
  for (const char* variable : {"PGDATABASE", "PGUSER"}) {
    if (!name.empty()) break;
    if (variable == std::string_view("PGUSER")) name = target.get("user");
    const char* value = std::getenv(variable);
    if (name.empty() && value != nullptr) name = value;
  }
  return name;
}

database_creation create_database(const pg::connection_target& target,
                                  std::chrono::milliseconds limit,
                                  const std::atomic<bool>* interrupt) {
  const std::string name = database_name(target);
  std::optional<pg::spoken> last;
  for (const char* other : maintenance) {
    if (name == other) continue;
    pg::connection_target there = target;
    there.set("dbname", other);
    pg::reached came = pg::reach(std::move(there), limit, 0, interrupt);
    if (came.made) {
      came.made->interrupt_by(interrupt);
      return create(*came.made, name);
    }
    if (came.why == pg::obstacle::not_yet) return database_creation::not_yet;
    last = std::move(came.said);
  }
  error refused =
      cannot_create(name, last ? last->sqlstate : "", last ? last->text : std::string());
  throw std::move(refused).advise(
      "it would be created by a connection to the database postgres or template1: let the user "
      "connect to one of them, or create the database by hand");
}

}  // namespace sluice::project
