// What a statement's words say about how it is to be run: in a transaction or alone, and what it
// waits for. Pure.
#pragma once

#include <optional>
#include <string>

#include "pg/split.hpp"

namespace sluice::run {

bool begins_transaction(const pg::statement& one);
bool commits(const pg::statement& one);
// These, ROLLBACK and PREPARE TRANSACTION; not savepoints, nor what was prepared.
bool controls_transaction(const pg::statement& one);

// PostgreSQL refuses it in a transaction block (the callers of its PreventInTransactionBlock), as
// far as words tell: of partitioned tables and what else only the catalog knows, it says so itself.
bool runs_alone(const pg::statement& one);

// CALL, and DO with COMMIT in it: may end transactions, which it can only outside of one.
bool may_commit(const pg::statement& one);

// ALTER TYPE … ADD VALUE: PostgreSQL wants it committed before the value is used.
bool adds_enum_value(const pg::statement& one);

// What it sets holds for what follows: SET, RESET, set_config(). Not DISCARD.
bool sets(const pg::statement& one);
// SET LOCAL and SET TRANSACTION: for the transaction alone.
bool sets_for_transaction(const pg::statement& one);

// SET ROLE, SET SESSION AUTHORIZATION: what follows has other rights.
bool changes_role(const pg::statement& one);

enum class wait {
  strong,   // takes locks that others queue behind: it should not wait for long
  patient,  // CONCURRENTLY, VALIDATE CONSTRAINT: made to wait, and nobody else has to
  rows,     // queries, INSERT, UPDATE, DELETE: as the database is set up
};
wait waits(const pg::statement& one);

// CREATE INDEX CONCURRENTLY: what an interrupted one leaves behind has this name.
struct concurrent_index {
  std::string schema;  // empty: wherever the table is found
  std::string table;
  std::string name;  // empty: PostgreSQL makes one up
  bool unique = false;
  std::string_view definition;  // what stands behind the table
};
std::optional<concurrent_index> builds_index(const pg::statement& one);

// REINDEX INDEX or TABLE CONCURRENTLY: it leaves NAME_ccnew behind.
struct concurrent_reindex {
  bool table = false;  // else it is an index
  std::string schema, name;
};
std::optional<concurrent_reindex> rebuilds_index(const pg::statement& one);

// ALTER TABLE … DETACH PARTITION … CONCURRENTLY.
struct detached_partition {
  std::string table;      // as SQL names it: "app"."events"
  std::string partition;  // the same
};
std::optional<detached_partition> detaches(const pg::statement& one);

}  // namespace sluice::run
