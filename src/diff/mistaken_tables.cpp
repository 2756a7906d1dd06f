// Tables that read as before, and mean something else: the type or table that they name was
// renamed, and another one has its name now.
#include <algorithm>

#include "diff/followed.hpp"
#include "diff/matching.hpp"
#include "model/type_name.hpp"

namespace sluice::diff {

namespace {

class search {
 public:
  explicit search(const comparison& all) : all_(all) {
    for (const auto& [name, now] : all.renamed_enums) {
      if (all.enums_after.contains(name)) enums_.insert(name);
    }
  }

  bool is_needed() const { return !enums_.empty() || !all_.follow->empty(); }

  bool is_mistaken(const model::table& table) const {
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [&](const model::column& one) {
                         return one.type_schema &&
                                enums_.contains(key(all_.schema_now(*one.type_schema),
                                                    model::without_array(one.type)));
                       }) ||
           std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(),
                       [&](const model::foreign_key& one) {
                         return all_.follow->is_taken_over(one.schema_to, one.table_to);
                       }) ||
           std::any_of(table.policies.begin(), table.policies.end(), [&](const model::policy& one) {
             return says_old_name(table, one.using_) || says_old_name(table, one.with_check);
           });
  }

 private:
  bool says_old_name(const model::table& table, const std::optional<std::string>& sql) const {
    return sql && all_.follow->is_mistaken(&table, *sql);
  }

  const comparison& all_;
  std::unordered_set<std::string> enums_;  // renamed, and another has the name: by key()
};

}  // namespace

void match_mistaken_tables(comparison& all) {
  const search found(all);
  if (!found.is_needed()) return;
  std::unordered_set<const model::table*> changed;
  for (const table_pair& pair : all.changed_tables) changed.insert(pair.before);
  for (const auto& [before, after] : all.tables.kept) {
    if (changed.contains(before) || !found.is_mistaken(*before)) continue;
    table_pair pair{.before = before, .after = after};
    match_columns(all, pair);
    match_policies(all, pair);
    all.changed_tables.push_back(std::move(pair));
  }
}

}  // namespace sluice::diff
