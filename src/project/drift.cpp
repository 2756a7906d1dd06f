#include "project/drift.hpp"

#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "catalog/read.hpp"
#include "catalog/reconcile.hpp"
#include "migrations/find_entry.hpp"
#include "project/described.hpp"
#include "project/folder_snapshot.hpp"
#include "project/out_of_scope.hpp"
#include "project/row_security.hpp"
#include "project/scope.hpp"
#include "project/words_alone.hpp"
#include "run/status.hpp"

namespace sluice::project {

namespace {

// Where a type has no cast to the other, only a person can say what values become.
way way_or_reason(const model::database& before, const model::database& after) {
  try {
    return way_between(before, after);
  } catch (const error& none) {
    if (none.code != "DIFF.NO_CAST") throw;
    return {.sql = concat("-- there is no way without an answer: ", none.what(), "\n-- ",
                          replace_all(none.hint, "\n", "\n-- "))};
  }
}

void remark_on_outside(const std::vector<std::string>& outside, const migrate_callbacks& to) {
  diagnostic said;
  said.level = severity::note;
  said.code = "DRIFT.OUT_OF_SCOPE";
  said.message = concat("out of scope, and not compared: ", listed(outside));
  said.hint =
      "schemaFilter and tablesFilter say what is in scope, besides all that the migrations made";
  to.watch.remark(said);
}

}  // namespace

drift_result find_drift(const drift_request& asked, const migrate_callbacks& to) {
  opened at = open_database(asked.database, to);
  const std::vector<migrations::entry>& entries = at.folder.entries();
  if (entries.empty()) {
    throw error(failure::config, "FOLDER.EMPTY", "the journal has no migrations")
        .because("there is nothing that the database could be compared with")
        .advise("sluice pull writes a first migration from the database as it is");
  }
  const run::status_report now = run::status(at.connection, at.folder, at.place.ledger);
  drift_result out;
  std::size_t last = entries.size() - 1;
  for (std::size_t i = 0; i < now.entries.size(); ++i) {
    if (now.entries[i].is == run::standing::pending) {
      ++out.pending;
    } else {
      out.is_applied = true;
    }
  }
  if (asked.until) {
    last = migrations::find_entry(entries, *asked.until);
  } else if (out.is_applied) {
    while (now.entries[last].is == run::standing::pending) --last;
  }
  out.expected = entries[last].tag;
  std::optional<folder_snapshot> snapshot = snapshot_at(at.folder, last);
  if (!snapshot) {
    throw error(failure::config, "FOLDER.SNAPSHOT_MISSING",
                concat("no migration up to ", out.expected, " has a snapshot"))
        .at({.file = at.folder.snapshot_of(entries[last]).string()})
        .advise("sluice verify replays the files themselves");
  }
  model::database& want = snapshot->schema;
  const catalog::scope about = widened(at.place.about, want);
  catalog::reading live = catalog::read(at.connection, about);
  say_row_security(want, live.schema);
  const model::database got = catalog::reconciled(std::move(live.schema), want, at.connection);
  out.differences = compare_objects(described(want), described(got));
  if (!out.differences.empty() && to.watch.remark) {
    remark_on_words_alone(at.connection, "DRIFT.WORDS_ALONE", to.watch.remark);
  }
  out.others = described(live.others);
  out.outside = out_of_scope(at.connection, about);
  if (to.watch.remark && !out.outside.empty()) remark_on_outside(out.outside, to);
  out.mend = way_or_reason(got, want);
  out.keep = way_or_reason(want, got);
  return out;
}

}  // namespace sluice::project
