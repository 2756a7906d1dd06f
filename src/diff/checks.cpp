// Check constraints: added, dropped; one that changed is dropped and added, and so is
// one that would not survive what happens to its columns.
#include "diff/matching.hpp"

namespace sluice::diff {

void change_checks(comparison& all, table_pair& pair) {
  auto& found = pair.checks;
  for (const model::check_constraint* one : found.added) all.add(add_check{pair.after, one});
  for (const model::check_constraint* one : found.deleted) all.add(drop_check{pair.after, one});
  pair.altered |= !found.added.empty() || !found.deleted.empty();
  const touched_table* touched = all.touched_in(pair.before);
  for (auto& [before, after, is_same] : found.kept) {
    pair.altered |= !is_same;
    if (touched && touched->holds(*before)) is_same = false;
    if (is_same) continue;
    all.add(add_check{pair.after, after});
    all.add(drop_check{pair.after, before});
  }
}

}  // namespace sluice::diff
