// Applies data migrations and takes them back: each in one transaction with its row of
// public.data_migrations, under the lock that schema migrations take too.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "data/load.hpp"
#include "data/migration.hpp"
#include "data/script_session.hpp"
#include "data/tracking.hpp"
#include "run/session.hpp"

namespace sluice::data {

// What the code has, held against what the database has.
struct standing {
  tracking applied;
  std::vector<migration> all;  // of the code, in order

  std::vector<migration> pending(const std::optional<std::string>& schema) const;
  // Applied, and nothing of the code.
  std::vector<applied_row> unknown(const std::optional<std::string>& schema) const;
  // Pending, though a later one of the same schema is applied.
  std::vector<migration> older(const std::optional<std::string>& schema) const;
  // Applied, the last one first. Throws DATA.UNKNOWN where the code has one of them no more.
  std::vector<migration> to_take_back(const std::optional<std::string>& schema,
                                      std::optional<std::size_t> steps) const;
};

enum class way { up, down };

struct done_migration {
  std::string name;
  std::chrono::microseconds took{0};
  int queries = 0;                    // of TypeScript
  std::optional<std::uint64_t> rows;  // of a load: into the table, or out of it
  std::uint64_t left_out = 0;         // rows of a load that were bad
};

struct run_callbacks {
  std::function<void(const migration&, std::size_t number, std::size_t of)> begin;
  std::function<void(const done_migration&)> done;
  std::function<void(const migration&, const load_progress&)> progress;
  std::function<void(const migration&, const bad_row&)> rejected;
};

struct run_request {
  way where = way::up;
  std::vector<migration> these;
  bool makes_table = false;  // public.data_migrations is missing
  load_options loads;        // its `rejects` is a folder: a file for each of them
  bool force = false;        // loads are taken back though their rows changed
};

// `session` has the lock, or says by `locks_each` that each transaction has to take it. Throws
// DATA.FILE_ENDS_TRANSACTION before anything is run; DATA.QUERY, DATA.THROWN and what else
// script_session says, with the migration's name; PG.*, RUN.INTERRUPTED. What was done before it
// stays, what failed leaves nothing.
std::vector<done_migration> run_migrations(pg::connection& connection,
                                           const std::function<script_session&()>& scripts,
                                           const run_request& asked, const run::session& session,
                                           const std::optional<std::string>& locks_each,
                                           const run_callbacks& to);

}  // namespace sluice::data
