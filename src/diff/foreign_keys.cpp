// Foreign keys: added, dropped; one that changed is dropped and added. Those that a dropped table
// takes along (DROP TABLE … CASCADE) need no drop of their own.
#include "diff/matching.hpp"
#include "diff/rebuilt_keys.hpp"

namespace sluice::diff {

namespace {

std::string target(const std::optional<std::string>& schema, const std::string& table) {
  return key(schema.value_or("public"), table);
}

// What a foreign key points to, by its name before and after. All names are noted when the first is
// asked for: most comparisons ask for none.
class targets {
 public:
  explicit targets(const comparison& all) : all_(all) {}

  const model::table* of_new(const model::foreign_key& one) {
    note();
    const auto found = after_.find(target(one.schema_to, one.table_to));
    return found == after_.end() ? nullptr : found->second;
  }
  const model::table* of_old(const model::foreign_key& one) {
    note();
    const auto found = now_.find(target(one.schema_to, one.table_to));
    return found == now_.end() ? nullptr : found->second;
  }
  bool is_dropped(const model::foreign_key& before) {
    note();
    const auto found = now_.find(target(before.schema_to, before.table_to));
    return found != now_.end() && found->second == nullptr;
  }

 private:
  void note() {
    if (std::exchange(noted_, true)) return;
    for (const model::table& one : all_.after.tables)
      after_.emplace(key(one.schema, one.name), &one);
    for (const auto& [before, after] : all_.tables.kept) {
      now_.emplace(key(before->schema, before->name), after);
    }
    for (const model::table* one : all_.tables.deleted)
      now_.emplace(key(one->schema, one->name), nullptr);
  }

  const comparison& all_;
  bool noted_ = false;
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
    auto& found = pair.foreign_keys;
    for (const model::foreign_key* one : found.added) add(pair.after, one);
    for (const model::foreign_key* one : found.deleted) drop(pair.after, one);
    pair.altered |= !found.added.empty() || !found.deleted.empty();
    for (auto& [before, after, is_same] : found.kept) {
      if (is_same) {
        if (rebuilt_.carries(*pair.before, *before)) {
          is_same = false;
          make_again(pair.after, before, after);
        }
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
      for (const model::foreign_key& one : before->foreign_keys) {
        if (rebuilt_.carries(*before, one))
          make_again(after, &one, model::find(after->foreign_keys, one.name));
      }
    }
  }

 private:
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
