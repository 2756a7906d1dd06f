// Foreign keys: added, dropped; one that changed is dropped and added. Those that a dropped table
// takes along (DROP TABLE … CASCADE) need no drop of their own.
#include <algorithm>

#include "diff/matching.hpp"

namespace sluice::diff {

namespace {

std::string target(const std::optional<std::string>& schema, const std::string& table) {
  return key(schema.value_or("public"), table);
}

bool same(const model::foreign_key& a, const model::foreign_key& b) {
  return a.table_from == b.table_from && a.columns_from == b.columns_from &&
         a.columns_to == b.columns_to && a.on_update.value_or("") == b.on_update.value_or("") &&
         a.on_delete.value_or("") == b.on_delete.value_or("") &&
         target(a.schema_to, a.table_to) == target(b.schema_to, b.table_to);
}

class targets {
 public:
  explicit targets(const comparison& all) {
    for (const model::table* one : all.tables.deleted) dropped_.insert(key(one->schema, one->name));
    for (const auto& [before, after] : all.tables.renamed) {
      now_.emplace(key(before->schema, before->name), after);
    }
  }

  bool is_dropped(const model::foreign_key& before) const {
    return !dropped_.empty() && dropped_.contains(target(before.schema_to, before.table_to));
  }

  // The key as it reads once its table and the one it points to are moved and renamed.
  model::foreign_key now(const comparison& all, const table_pair& pair,
                         model::foreign_key before) const {
    const auto found = now_.find(target(before.schema_to, before.table_to));
    if (found != now_.end()) {
      before.schema_to = found->second->schema;
      before.table_to = found->second->name;
    } else if (before.schema_to) {
      before.schema_to = all.schema_now(*before.schema_to);
    }
    if (before.schema_to == "") before.schema_to = "public";
    before.table_from = pair.after->name;
    return before;
  }

 private:
  std::unordered_set<std::string> dropped_;
  std::unordered_map<std::string, const model::table*> now_;
};

void change_table(comparison& all, const targets& to, table_pair& pair) {
  const auto found = match_parts(pair.before->foreign_keys, pair.after->foreign_keys);
  const auto drop = [&](const model::foreign_key* one) {
    if (!to.is_dropped(*one)) all.add(drop_foreign_key{pair.after, one});
  };
  for (const model::foreign_key* one : found.added) all.add(add_foreign_key{pair.after, one});
  for (const model::foreign_key* one : found.deleted) drop(one);
  pair.altered |= !found.added.empty() || !found.deleted.empty();
  for (const auto& [before, after] : found.kept) {
    if (same(*before, *after)) continue;
    if (pair.only_moved && same(to.now(all, pair, *before), *after)) continue;
    pair.altered = true;
    drop(before);
    all.add(add_foreign_key{pair.after, after});
  }
}

}  // namespace

void change_foreign_keys(comparison& all) {
  for (const model::table* table : all.tables.created) {
    for (const model::foreign_key& one : table->foreign_keys) {
      all.add(add_foreign_key{table, &one, true});
    }
  }
  const targets to(all);
  for (table_pair& pair : all.changed_tables) change_table(all, to, pair);
}

}  // namespace sluice::diff
