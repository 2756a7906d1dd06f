#include "run/consent.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

namespace sluice::run {

std::optional<std::string> mark_of(pg::connection& connection, const consent& by) {
  if (const auto marked = read_protection(connection)) return marked->name;
  return by.environment;
}

void expect_consent(const std::string& database, const std::string& mark, const std::string& what,
                    const consent& by) {
  std::optional<std::string> name = by.given;
  if (!name && by.ask) name = by.ask(database, mark);
  if (name == database) return;
  const std::string hint = concat("if that is meant: --confirm ", database);
  if (!name) {
    throw error(failure::needs_input, "PROTECTED.NEEDS_NAME",
                concat("the database ", database, " is protected as ", mark, "; not done: ", what))
        .because("nobody can be asked for its name here")
        .advise(hint);
  }
  throw error(failure::needs_input, "PROTECTED.WRONG_NAME",
              concat("the name that was given is not the protected database's; not done: ", what))
      .because(
          concat("\"", *name, "\" was given; the database is ", database, ", protected as ", mark))
      .advise(hint);
}

void expect_consent(pg::connection& connection, const std::string& what, const consent& by) {
  const std::optional<std::string> mark = mark_of(connection, by);
  if (!mark) return;
  const std::string database(connection.query("select current_database()").text(0, 0));
  expect_consent(database, *mark, what, by);
}

}  // namespace sluice::run
