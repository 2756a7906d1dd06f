// Check constraints: added, dropped; one that changed is dropped and added.
#include "diff/matching.hpp"

namespace sluice::diff {

void change_checks(comparison& all, table_pair& pair) {
  const auto& found = pair.checks;
  for (const model::check_constraint* one : found.added) all.add(add_check{pair.after, one});
  for (const model::check_constraint* one : found.deleted) all.add(drop_check{pair.after, one});
  pair.altered |= !found.added.empty() || !found.deleted.empty();
  for (const auto& [before, after, is_same] : found.kept) {
    if (is_same) continue;
    pair.altered = true;
    all.add(add_check{pair.after, after});
    all.add(drop_check{pair.after, before});
  }
}

}  // namespace sluice::diff
