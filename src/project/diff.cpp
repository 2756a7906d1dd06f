#include "project/diff.hpp"

#include "base/file.hpp"
#include "project/parts.hpp"
#include "snapshot/snapshot.hpp"

namespace sluice::project {

diff_result diff_snapshots(const diff_request& asked, const ask_rename& ask) {
  const snapshot::document before = snapshot::read(read_file(asked.from), asked.from);
  const snapshot::document after = snapshot::read(read_file(asked.to), asked.to);
  const compared changes = compare(before.database, after.database, asked.answers, ask);
  diff_result result;
  if (!changes.found.questions.empty()) {
    result.questions = changes.found.questions;
    return result;
  }
  const parts planned = plan_parts(before.database, after.database, changes.found, changes.answers);
  for (const part& one : planned.all) {
    if (!result.sql.empty()) result.sql += next_migration;
    result.sql += ddl::render(one.up, true);
    result.statements.insert(result.statements.end(), one.up.begin(), one.up.end());
  }
  return result;
}

}  // namespace sluice::project
