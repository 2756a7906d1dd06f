// ALTER TABLE … ENABLE and DISABLE ROW LEVEL SECURITY: a table has it when it says so or has a
// policy.
#include "diff/matching.hpp"

namespace sluice::diff {

namespace {

void change_table(comparison& all, const model::table& before, const model::table& after) {
  const bool had_policies = !before.policies.empty();
  const bool has_policies = !after.policies.empty();
  if (!after.is_rls_enabled && had_policies != has_policies) {
    if (has_policies) {
      all.add(enable_rls{&after});
    } else {
      all.add(disable_rls{&after, {after.schema, after.name}});
    }
  }
  if (after.is_rls_enabled && !before.is_rls_enabled) all.add(enable_rls{&after});
  if (!after.is_rls_enabled && before.is_rls_enabled && !has_policies)
    all.add(disable_rls{&after, {after.schema, after.name}});
}

}  // namespace

void change_row_level_security(comparison& all) {
  std::unordered_map<const model::table*, const table_pair*> pairs;
  std::unordered_set<const model::table*> leaving;  // under their old names
  bool altered = false;
  for (table_pair& pair : all.changed_tables) {
    pair.altered |= pair.before->is_rls_enabled != pair.after->is_rls_enabled;
    altered |= pair.altered && !pair.only_moved;
    pairs.emplace(pair.after, &pair);
    if (pair.only_moved && pair.after->policies.empty() && !pair.after->is_rls_enabled) {
      leaving.insert(pair.before);
    }
  }
  if (pairs.empty()) return;
  for (const model::table& table : all.after.tables) {
    const auto found = pairs.find(&table);
    if (found != pairs.end()) change_table(all, *found->second->before, table);
  }

  // Of no effect, but drizzle-kit writes it: off for what goes, when any table is altered.
  if (!altered) return;
  leaving.insert(all.tables.deleted.begin(), all.tables.deleted.end());
  if (leaving.empty()) return;
  for (const model::table& table : all.before.tables) {
    if (table.is_rls_enabled || !leaving.contains(&table)) continue;
    all.add(disable_rls{nullptr, {all.schema_now(table.schema), table.name}});
  }
}

}  // namespace sluice::diff
