#include "run/status.hpp"

#include <algorithm>

#include "run/known.hpp"

namespace sluice::run {

std::size_t status_report::count(standing which) const {
  return static_cast<std::size_t>(std::count_if(
      entries.begin(), entries.end(), [&](const entry_status& one) { return one.is == which; }));
}

status_report status(pg::connection& connection, const migrations::folder& folder,
                     const ledger_name& name) {
  std::vector<known_migration> known = known_migrations(folder);
  ledger applied = read_ledger(connection, name);
  const matching compared = compare(folder, known, applied);
  status_report out;
  out.ledger_exists = applied.exists;
  for (std::size_t i = 0; i < known.size(); ++i) {
    const matched& one = compared.migrations[i];
    entry_status& added = out.entries.emplace_back();
    added.entry = folder.entries()[i];
    added.is = one.is;
    added.out_of_order = one.out_of_order;
    added.file_missing = known[i].hashes.empty();
    if (!added.file_missing) added.hash = known[i].hashes.front();
    if (one.row) {
      added.row_id = applied.rows[*one.row].id;
      added.recorded_hash = applied.rows[*one.row].hash;
    }
  }
  for (const std::size_t row : compared.unknown_rows) out.unknown_rows.push_back(applied.rows[row]);
  return out;
}

}  // namespace sluice::run
