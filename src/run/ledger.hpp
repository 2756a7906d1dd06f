// The table of applied migrations, in drizzle-orm's shape: drizzle.__drizzle_migrations(id, hash,
// created_at), created_at being the journal's `when`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pg/connection.hpp"

namespace sluice::run {

struct ledger_name {
  std::string schema = "drizzle";
  std::string table = "__drizzle_migrations";

  std::string quoted() const;
  // For advisory locks, which are the database's own already.
  std::int64_t lock_key() const;
};

struct ledger_row {
  std::int64_t id = 0;
  std::string hash;
  std::int64_t created_at = 0;
  std::string tag;  // whose row it is, where the history knows (recorded.hpp)
};

struct ledger {
  bool exists = false;
  std::vector<ledger_row> rows;  // by id
};

// One round trip; writes nothing. Throws LEDGER.UNREADABLE.
ledger read_ledger(pg::connection& connection, const ledger_name& name);

// Schema and table, as drizzle-orm makes them; each only where it is missing. Throws
// LEDGER.NOT_MADE where the role lacks the right.
void create_ledger(pg::connection& connection, const ledger_name& name);

// `insert … values ($1, $2)`: hash, created_at.
std::string insert_into_ledger(const ledger_name& name);

}  // namespace sluice::run
