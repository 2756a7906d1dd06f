// Unique constraints: added, dropped; one that changed is dropped and added, and so
// is one whose column is.
#include "diff/matching.hpp"

namespace sluice::diff {

void change_uniques(comparison& all, table_pair& pair) {
  auto& found = pair.uniques;
  for (const model::unique_constraint* one : found.added) all.add(add_unique{pair.after, one});
  for (const model::unique_constraint* one : found.deleted) all.add(drop_unique{pair.after, one});
  pair.altered |= !found.added.empty() || !found.deleted.empty();
  const touched_table* touched = all.touched_in(pair.before);
  for (auto& [before, after, is_same] : found.kept) {
    pair.altered |= !is_same;
    if (touched && touched->holds_key(before->columns)) is_same = false;
    if (is_same) continue;
    all.add(add_unique{pair.after, after});
    all.add(drop_unique{pair.after, before});
  }
}

}  // namespace sluice::diff
