// What rollbacks with --keep-data took out of a database: schema sluice_trash, a row of `kept` for
// each table and column, and a table with what it held.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pg/connection.hpp"
#include "run/ledger.hpp"

namespace sluice::run {

struct kept_thing {
  std::int64_t id = 0;
  std::string ledger;  // "drizzle.__drizzle_migrations"
  std::string tag;     // the migration that was taken back
  std::string schema, table;
  std::string column;                // "" where it is the whole table
  std::string stored_as;             // in schema sluice_trash
  std::optional<std::int64_t> rows;  // nothing where nobody counted
  std::int64_t bytes = 0;
  std::string since;     // "2026-11-20 12:30:00": UTC
  std::string left_why;  // what stood in the way when it was to come back; "" where nothing did

  // "public.users.email"
  std::string name() const;
};

// How a ledger is called there.
std::string name_in_trash(const ledger_name& name);

// The oldest first; none where there is no trash. Throws TRASH.UNREADABLE (failure::ledger), PG.*.
std::vector<kept_thing> list_trash(
    pg::connection& connection,
    std::chrono::milliseconds older_than = std::chrono::milliseconds(0));

// Removes for good what was kept so long ago, and the schema where nothing else is left in it.
// Those that are gone. Throws as list_trash().
std::vector<kept_thing> purge_trash(pg::connection& connection,
                                    std::chrono::milliseconds older_than);

}  // namespace sluice::run
