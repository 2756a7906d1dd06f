#include "project/way.hpp"

#include "project/parts.hpp"

namespace sluice::project {

way way_between(const model::database& before, const model::database& after,
                const rename_answers& answers, const ask_rename& ask) {
  const compared changes = compare(before, after, answers, ask);
  way out;
  if (!changes.found.questions.empty()) {
    out.questions = changes.found.questions;
    return out;
  }
  const parts planned = plan_parts(before, after, changes.found, changes.answers);
  for (const part& one : planned.all) {
    if (!out.sql.empty()) out.sql += next_migration;
    out.sql += ddl::render(one.up, true);
    out.statements.insert(out.statements.end(), one.up.begin(), one.up.end());
  }
  return out;
}

way way_between(const model::database& before, const model::database& after) {
  return way_between(before, after, {.refuse_renames = true}, {});
}

}  // namespace sluice::project
