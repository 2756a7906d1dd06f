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

// What a foreign key points to, by its name before and after.
class targets {
 public:
  explicit targets(const comparison& all) {
    for (const model::table& one : all.after.tables)
      after_.emplace(key(one.schema, one.name), &one);
    for (const auto& [before, after] : all.tables.kept) {
      now_.emplace(key(before->schema, before->name), after);
    }
    for (const model::table* one : all.tables.deleted)
      now_.emplace(key(one->schema, one->name), nullptr);
  }

  const model::table* of_new(const model::foreign_key& one) const {
    const auto found = after_.find(target(one.schema_to, one.table_to));
    return found == after_.end() ? nullptr : found->second;
  }
  const model::table* of_old(const model::foreign_key& one) const {
    const auto found = now_.find(target(one.schema_to, one.table_to));
    return found == now_.end() ? nullptr : found->second;
  }
  bool is_dropped(const model::foreign_key& before) const {
    const auto found = now_.find(target(before.schema_to, before.table_to));
    return found != now_.end() && found->second == nullptr;
  }

  // The key as it reads once its table and the one it points to are moved and renamed.
  model::foreign_key now(const comparison& all, const table_pair& pair,
                         model::foreign_key before) const {
    if (const model::table* points_to = of_old(before)) {
      before.schema_to = points_to->schema.empty() ? "public" : points_to->schema;
      before.table_to = points_to->name;
    } else if (before.schema_to) {
      before.schema_to = all.schema_now(*before.schema_to);
    }
    before.table_from = pair.after->name;
    return before;
  }

 private:
  std::unordered_map<std::string, const model::table*> after_;
  std::unordered_map<std::string, const model::table*> now_;  // by the old name; nullptr is dropped
};

void change_table(comparison& all, const targets& to, table_pair& pair) {
  const auto found = match_parts(pair.before->foreign_keys, pair.after->foreign_keys);
  const auto drop = [&](const model::foreign_key* one) {
    if (!to.is_dropped(*one)) all.add(drop_foreign_key{pair.after, one, to.of_old(*one)});
  };
  const auto add = [&](const model::foreign_key* one) {
    all.add(add_foreign_key{pair.after, one, to.of_new(*one)});
  };
  for (const model::foreign_key* one : found.added) add(one);
  for (const model::foreign_key* one : found.deleted) drop(one);
  pair.altered |= !found.added.empty() || !found.deleted.empty();
  for (const auto& [before, after] : found.kept) {
    if (same(*before, *after)) continue;
    if (pair.only_moved && same(to.now(all, pair, *before), *after)) continue;
    pair.altered = true;
    drop(before);
    add(after);
  }
}

}  // namespace

void change_foreign_keys(comparison& all) {
  if (all.changed_tables.empty() && all.tables.created.empty()) return;
  const targets to(all);
  for (const model::table* table : all.tables.created) {
    for (const model::foreign_key& one : table->foreign_keys) {
      all.add(add_foreign_key{table, &one, to.of_new(one), true});
    }
  }
  for (table_pair& pair : all.changed_tables) change_table(all, to, pair);
}

}  // namespace sluice::diff
