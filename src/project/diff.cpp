#include "project/diff.hpp"

#include "base/file.hpp"
#include "ddl/statement.hpp"
#include "snapshot/snapshot.hpp"

namespace sluice::project {

diff_result diff_snapshots(const diff_request& asked, const ask_rename& ask) {
  const snapshot::document before = snapshot::read(read_file(asked.from), asked.from);
  const snapshot::document after = snapshot::read(read_file(asked.to), asked.to);
  const diff::outcome changes = compare(before.database, after.database, asked.answers, ask).found;
  diff_result result;
  if (!changes.questions.empty()) {
    result.questions = changes.questions;
    return result;
  }
  result.statements = ddl::plan(changes.changes, before.database, after.database);
  result.sql = ddl::render(result.statements, true);
  return result;
}

}  // namespace sluice::project
