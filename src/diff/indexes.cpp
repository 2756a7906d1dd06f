// Indexes: created, dropped; one that changed is dropped and created.
#include <algorithm>

#include "diff/matching.hpp"

namespace sluice::diff {

namespace {

bool same_column(const model::index_column& a, const model::index_column& b) {
  return a.expression == b.expression && a.is_expression == b.is_expression && a.asc == b.asc &&
         a.nulls == b.nulls && a.opclass.value_or("") == b.opclass.value_or("");
}

bool same(const model::index& a, const model::index& b) {
  return a.is_unique == b.is_unique && a.where == b.where && a.concurrently == b.concurrently &&
         a.method == b.method && a.with == b.with &&
         std::equal(a.columns.begin(), a.columns.end(), b.columns.begin(), b.columns.end(),
                    same_column);
}

}  // namespace

void change_indexes(comparison& all) {
  for (const model::table* table : all.tables.created) {
    for (const model::index& one : table->indexes) all.add(create_index{table, &one, true});
  }
  std::vector<change> rebuilt;  // behind those of every table
  for (table_pair& pair : all.changed_tables) {
    const auto found = match_parts(pair.before->indexes, pair.after->indexes);
    for (const model::index* one : found.added) all.add(create_index{pair.after, one});
    for (const model::index* one : found.deleted) all.add(drop_index{pair.after, one});
    pair.altered |= !found.added.empty() || !found.deleted.empty();
    for (const auto& [before, after] : found.kept) {
      if (same(*before, *after)) continue;
      pair.altered = true;
      rebuilt.emplace_back(create_index{pair.after, after});
      rebuilt.emplace_back(drop_index{pair.after, before});
    }
  }
  std::move(rebuilt.begin(), rebuilt.end(), std::back_inserter(all.changes));
}

}  // namespace sluice::diff
