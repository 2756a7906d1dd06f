// Check constraints: added, dropped; one that changed is dropped and added.
#include "diff/matching.hpp"

namespace sluice::diff {

void change_checks(comparison& all, table_pair& pair) {
  const auto found = match_parts(pair.before->check_constraints, pair.after->check_constraints);
  for (const model::check_constraint* one : found.added) all.add(add_check{pair.after, one});
  for (const model::check_constraint* one : found.deleted) all.add(drop_check{pair.after, one});
  pair.altered |= !found.added.empty() || !found.deleted.empty();
  for (const auto& [before, after] : found.kept) {
    if (*before == *after) continue;
    pair.altered = true;
    all.add(add_check{pair.after, after});
    all.add(drop_check{pair.after, before});
  }
}

}  // namespace sluice::diff
