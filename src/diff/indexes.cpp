// Indexes: created, dropped; one that changed is dropped and created, and so is one that would not
// survive what happens to its columns.
#include <algorithm>

#include "diff/matching.hpp"

namespace sluice::diff {

void change_indexes(comparison& all) {
  for (const model::table* table : all.tables.created) {
    for (const model::index& one : table->indexes) all.add(create_index{table, &one, true});
  }
  std::vector<change> rebuilt;  // behind those of every table
  for (table_pair& pair : all.changed_tables) {
    auto& found = pair.indexes;
    for (const model::index* one : found.added) all.add(create_index{pair.after, one});
    const touched_table* touched = all.touched_in(pair.before);
    const auto is_early = [&](const model::index& one) {
      return touched && touched->has_recreated() && touched->holds(one);
    };
    for (const model::index* one : found.deleted) {
      all.add(drop_index{pair.after, one, is_early(*one)});
    }
    pair.altered |= !found.added.empty() || !found.deleted.empty();
    for (auto& [before, after, is_same] : found.kept) {
      pair.altered |= !is_same;
      if (touched && touched->holds(*before)) is_same = false;
      if (is_same) continue;
      rebuilt.emplace_back(create_index{pair.after, after});
      rebuilt.emplace_back(drop_index{pair.after, before, is_early(*before)});
    }
  }
  std::move(rebuilt.begin(), rebuilt.end(), std::back_inserter(all.changes));
}

}  // namespace sluice::diff
