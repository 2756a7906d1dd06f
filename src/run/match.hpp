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
  edited,  // its row has another hash: the file was changed after it was applied
  twin,    // not applied, and another entry of the journal has its tag
};

struct matched {
  standing is = standing::pending;
  std::optional<std::size_t> row;  // in the ledger
  // Pending, though a later one (in the journal, or by `when`) is applied: drizzle-orm passes over
  // such a migration in silence.
  bool out_of_order = false;
};

struct repeated_row {
  std::size_t row = 0;
  std::size_t migration = 0;  // which has a row already
};

struct matching {
  std::vector<matched> migrations;  // as many as were given, in their order
  std::vector<repeated_row> repeated_rows;
  std::vector<std::size_t> unknown_rows;  // of no migration in the folder

  // Nothing that another look at the rows, with their tags, could make clearer.
  bool is_clear() const { return repeated_rows.empty() && unknown_rows.empty() && all_exact; }
  bool all_exact = true;  // each row that was taken has the hash and the `when`
};

// Each row stands for one migration: first by hash and `when`, then by hash, then by tag, then by
// `when` (a missing file has no hash). A row whose tag is another migration's is not taken.
matching match(const std::vector<known_migration>& migrations, const std::vector<ledger_row>& rows);

}  // namespace sluice::run
