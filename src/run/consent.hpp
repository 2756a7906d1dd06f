// What destroys (push, reset, fresh, seed, a rollback that loses data) asks here first: a protected
// database is spared until its name is typed or given by a flag. No --force and no variable of the
// shell says so.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "pg/connection.hpp"
#include "run/settings.hpp"

namespace sluice::run {

struct consent {
  std::optional<std::string> given;  // --confirm: the database's name, said beforehand
  // What a person types when asked for the database's name; nothing where nobody can be asked.
  std::function<std::optional<std::string>(const std::string& database, const std::string& mark)>
      ask;
  // The environment that sluice.toml protects (protect = true), whether the database is marked or
  // not.
  std::optional<std::string> environment;
};

// The mark of the database, or of its environment in sluice.toml. Throws SETTINGS.UNREADABLE, PG.*.
std::optional<std::string> mark_of(pg::connection& connection, const consent& by);

// Comes back where the database is not protected, or was named. `what` would be done: "remove all
// tables". Outside a transaction. Throws PROTECTED.NEEDS_NAME, PROTECTED.WRONG_NAME
// (failure::needs_input), SETTINGS.UNREADABLE, PG.*.
void expect_consent(pg::connection& connection, const std::string& what, const consent& by);

// The same for a database whose name and mark are known.
void expect_consent(const std::string& database, const std::string& mark, const std::string& what,
                    const consent& by);

}  // namespace sluice::run
