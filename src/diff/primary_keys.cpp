// Primary keys that have a name of their own. Those in a column change with it (columns.cpp).
#include "diff/matching.hpp"

namespace sluice::diff {

void change_primary_keys(comparison& all, table_pair& pair) {
  const auto& found = pair.primary_keys;
  for (const model::primary_key* one : found.added) all.add(add_primary_key{pair.after, one});
  for (const model::primary_key* one : found.deleted) all.add(drop_primary_key{pair.after, one});
  pair.altered |= !found.added.empty() || !found.deleted.empty();
  for (const auto& [before, after, is_same] : found.kept) {
    if (is_same) continue;
    pair.altered = true;
    all.add(alter_primary_key{pair.after, before, after});
  }
}

}  // namespace sluice::diff
