// A plan that somebody has approved: which migrations, word for word, on which database in which
// state. What is applied is that, or nothing.
#pragma once

#include <string>
#include <vector>

#include "pg/connection.hpp"
#include "run/history.hpp"
#include "run/ledger.hpp"
#include "run/portion.hpp"

namespace sluice::run {

// What is about to be applied, under the lock.
struct prospect {
  const std::vector<migration>& pending;
  const ledger& applied;
  const std::vector<unfinished_step>& unfinished;
};

struct plan {
  struct item {
    std::string tag, hash;
    std::int64_t when = 0;
    std::vector<std::string> statements;
  };
  std::string database;      // its name
  std::string system;        // the server's identifier; empty where this role may not know it
  std::string ledger;        // "drizzle.__drizzle_migrations"
  std::string ledger_state;  // a hash of its rows, and of what is half applied
  std::string schema_state;  // a hash of everything else in the catalogs; whoever plans fills it in
  std::vector<item> migrations;

  // Of the migrations: as in the history's plan_hash.
  std::string hash() const;
};

std::string hash_of(const std::vector<migration>& all);

plan make_plan(pg::connection& connection, const ledger_name& name, const prospect& now);

// JSON (docs/formats.md).
std::string write_plan(const plan& one);
// Throws PLAN.DAMAGED (failure::config): no plan, or not as it was written.
plan read_plan(const std::string& json, const std::string& file);

// Throws PLAN.CHANGED (failure::ledger), which names all that is otherwise. A plan that was applied
// is no other where nothing is left to do.
void expect_same(const plan& approved, const plan& now, const ledger& applied);

}  // namespace sluice::run
