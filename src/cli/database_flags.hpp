// The flags of the commands that work on a database, and what they print of it.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "cli/common_flags.hpp"
#include "project/migrate.hpp"

namespace sluice::cli {

struct database_flags {
  common_flags common;
  project::database_request request;
  std::string database;  // once it is known
};

// --url, --out and the ledger's names, under "Where".
void declare_database(flag_set& flags, database_flags& into);

// After parse(): the request is complete. `command` is how process.argv calls it.
void complete(const context& in, database_flags& given, const std::string& command);

// "waiting for another migrator: process 17 (anna, sluice, local), there since …; 5.0 s so far"
std::string waiting_for(const run::lock_holder& holder, std::chrono::milliseconds waited);

// Says which database it is, who is waited for, notes and warnings as they come. `in` and `given`
// must outlive it.
project::migrate_callbacks callbacks(context& in, database_flags& given);

}  // namespace sluice::cli
