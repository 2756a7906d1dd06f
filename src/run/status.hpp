// What of a folder is in a database: read-only, and without a lock.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "migrations/folder.hpp"
#include "pg/connection.hpp"
#include "run/ledger.hpp"
#include "run/match.hpp"
#include "run/recorded.hpp"
#include "run/state.hpp"

namespace sluice::run {

struct entry_status {
  migrations::entry entry;
  standing is = standing::pending;
  state in = state::pending;  // the same more closely
  bool out_of_order = false;
  bool file_missing = false;
  std::filesystem::path file;
  std::string hash;                       // of the file; empty where it is missing
  std::int64_t row_id = 0;                // in the ledger; 0 where it is pending
  std::string recorded_hash;              // what the ledger has
  std::int64_t recorded_when = 0;         // the same
  std::optional<recorded_step> recorded;  // what the history knows of it
  std::optional<recorded_step> way_back;  // of which a rollback did a part
};

struct row_status {
  ledger_row row;
  state in = state::unknown_row;
  std::string tag;  // whose it is or was, if that is known
  std::optional<recorded_step> recorded;
};

struct status_report {
  bool ledger_exists = false;
  std::vector<entry_status> entries;
  std::vector<row_status> other_rows;  // of no migration, or the second of one
  std::vector<std::filesystem::path> outside;

  std::size_t count(standing which) const;
  bool disagrees() const;
};

// Works without a ledger, and without a folder: then there is nothing to say of it. Throws
// LEDGER.UNREADABLE, PG.*.
status_report status(pg::connection& connection, const migrations::folder& folder,
                     const ledger_name& name = {});

// The same of a ledger that was read before; its rows' tags are known.
status_report status_of(const migrations::folder& folder, const ledger& applied,
                        const std::vector<recorded_step>& steps);

// A run did a part of it, and did not end well.
inline bool is_half(const entry_status& one) {
  return one.in == state::half_applied || one.in == state::half_edited || one.in == state::unsure;
}

// All that somebody has to decide on, in the words of state.hpp. What the folder's own remarks say
// already is left out.
diagnostics findings(const status_report& now);

// Which of them drizzle-orm's migrator would apply to a ledger of these rows: it goes by the newest
// time alone.
std::vector<bool> applied_by_drizzle(const std::vector<migrations::entry>& entries,
                                     const std::vector<ledger_row>& rows);

}  // namespace sluice::run
