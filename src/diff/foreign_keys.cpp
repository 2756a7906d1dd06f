// Foreign keys: added, dropped; one that changed is dropped and added. Those that a dropped table
// takes along (DROP TABLE … CASCADE) need no drop of their own.
#include <algorithm>

#include "diff/matching.hpp"
#include "diff/rebuilt_keys.hpp"

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

class reference_changes {
 public:
  explicit reference_changes(comparison& all) : all_(all), targets_(all), rebuilt_(all) {}

  void create(const model::table* table) {
    for (const model::foreign_key& one : table->foreign_keys) {
      all_.add(add_foreign_key{table, &one, targets_.of_new(one), true});
    }
  }

  void change(table_pair& pair) {
    const auto found = match_parts(pair.before->foreign_keys, pair.after->foreign_keys);
    for (const model::foreign_key* one : found.added) add(pair.after, one);
    for (const model::foreign_key* one : found.deleted) drop(pair.after, one);
    pair.altered |= !found.added.empty() || !found.deleted.empty();
    for (const auto& [before, after] : found.kept) {
      if (stays(pair, *before, *after)) {
        if (rebuilt_.carries(*before)) make_again(pair.after, before, after);
        continue;
      }
      pair.altered = true;
      make_again(pair.after, before, after);
    }
  }

  // Tables that are the same in both models.
  void change_untouched() {
    if (rebuilt_.empty()) return;
    std::unordered_set<const model::table*> touched;
    for (const table_pair& pair : all_.changed_tables) touched.insert(pair.before);
    for (const auto& [before, after] : all_.tables.kept) {
      if (touched.contains(before)) continue;
      for (const auto& one : match_parts(before->foreign_keys, after->foreign_keys).kept) {
        if (rebuilt_.carries(*one.before)) make_again(after, one.before, one.after);
      }
    }
  }

 private:
  bool stays(const table_pair& pair, const model::foreign_key& before,
             const model::foreign_key& after) const {
    return same(before, after) ||
           (pair.only_moved && same(targets_.now(all_, pair, before), after));
  }
  void drop(const model::table* table, const model::foreign_key* one) {
    if (!targets_.is_dropped(*one)) all_.add(drop_foreign_key{table, one, targets_.of_old(*one)});
  }
  void add(const model::table* table, const model::foreign_key* one) {
    all_.add(add_foreign_key{table, one, targets_.of_new(*one)});
  }
  void make_again(const model::table* table, const model::foreign_key* before,
                  const model::foreign_key* after) {
    drop(table, before);
    add(table, after);
  }

  comparison& all_;
  targets targets_;
  rebuilt_keys rebuilt_;
};

}  // namespace

void change_foreign_keys(comparison& all) {
  if (all.changed_tables.empty() && all.tables.created.empty()) return;
  reference_changes changes(all);
  for (const model::table* table : all.tables.created) changes.create(table);
  for (table_pair& pair : all.changed_tables) changes.change(pair);
  changes.change_untouched();
}

}  // namespace sluice::diff
