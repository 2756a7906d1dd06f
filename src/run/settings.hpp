// sluice.settings: what a database says of itself, whatever the shell of whoever comes says. A
// protected one ("production") is spared what destroys until its name is given (run/consent.hpp).
#pragma once

#include <optional>
#include <string>

#include "pg/connection.hpp"

namespace sluice::run {

struct protection {
  std::string name;  // "production"
  std::string since, by;
};

// Nothing where the database is not protected, or was never told to be. Throws SETTINGS.UNREADABLE
// (failure::ledger), PG.*.
std::optional<protection> read_protection(pg::connection& connection);

// Makes schema and table where they are missing; everybody may read them. Throws
// SETTINGS.UNWRITABLE (failure::ledger), PG.*.
void protect(pg::connection& connection, const std::string& name);

// The name under which it was protected; nothing where it was not.
std::optional<std::string> unprotect(pg::connection& connection);

}  // namespace sluice::run
