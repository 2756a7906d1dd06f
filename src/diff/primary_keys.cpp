// Primary keys that have a name of their own. Those in a column change with it (columns.cpp).
#include "diff/matching.hpp"

namespace sluice::diff {

void change_primary_keys(comparison& all, table_pair& pair) {
  auto& found = pair.primary_keys;
  for (const model::primary_key* one : found.added) all.add(add_primary_key{pair.after, one});
  for (const model::primary_key* one : found.deleted) all.add(drop_primary_key{pair.after, one});
  pair.altered |= !found.added.empty() || !found.deleted.empty();
  const touched_table* touched = all.touched_in(pair.before);
  for (auto& [before, after, is_same] : found.kept) {
    pair.altered |= !is_same;
    if (touched && touched->holds_key(before->columns)) {
      is_same = false;
      all.add(drop_primary_key{pair.after, before});
      all.add(add_primary_key{pair.after, after});
    } else if (!is_same) {
      all.add(alter_primary_key{pair.after, before, after});
    }
  }
}

}  // namespace sluice::diff
