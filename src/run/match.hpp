// Which migrations of the folder are in the ledger, and what in the ledger is of no migration.
// Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "run/ledger.hpp"

namespace sluice::run {

// A migration of the folder as far as the ledger is concerned.
struct known_migration {
  std::string tag;
  std::int64_t when = 0;
  // Of the file as it is; then of the same text with other line ends. Empty where the file is
  // missing.
  std::vector<std::string> hashes;
};

enum class standing {
  pending,
  applied,
  edited,  // a row has its `when` and another hash: the file was changed after it was applied
};

struct matched {
  standing is = standing::pending;
  std::optional<std::size_t> row;  // in the ledger
  // Pending, though a later one (in the journal, or by `when`) is applied: drizzle-orm passes over
  // such a migration in silence.
  bool out_of_order = false;
};

struct matching {
  std::vector<matched> migrations;        // as many as were given, in their order
  std::vector<std::size_t> unknown_rows;  // of no migration in the folder
};

// Each row stands for one migration: first by hash and `when`, then by hash, then by `when` (a
// missing file is matched by `when` alone).
matching match(const std::vector<known_migration>& migrations, const std::vector<ledger_row>& rows);

}  // namespace sluice::run
