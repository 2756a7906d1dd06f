#include "diff/rebuilt_keys.hpp"

#include <algorithm>

namespace sluice::diff {

namespace {

std::vector<std::string> sorted(std::vector<std::string> columns) {
  std::sort(columns.begin(), columns.end());
  return columns;
}

using columns_list = std::vector<std::vector<std::string>>;

bool contains(const columns_list& all, const std::vector<std::string>& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

struct keys_of_table {
  columns_list kept;
  columns_list gone;

  template <typename Key>
  void sort_out(const part_matching<Key>& keys) {
    for (const Key* one : keys.deleted) gone.push_back(sorted(one->columns));
    for (const auto& one : keys.kept) {
      (one.is_same ? kept : gone).push_back(sorted(one.before->columns));
    }
  }
};

}  // namespace

rebuilt_keys::rebuilt_keys(const comparison& all) {
  for (const auto& [table, touched] : all.touched) {
    if (!touched.columns().empty()) touched_.emplace(key(table->schema, table->name), &touched);
  }
  for (const table_pair& pair : all.changed_tables) {
    keys_of_table keys;
    keys.sort_out(pair.primary_keys);
    keys.sort_out(pair.uniques);
    for (const auto& [before, after] : pair.columns.kept) {
      if (before->primary_key)
        (after->primary_key ? keys.kept : keys.gone).push_back({before->name});
    }
    columns_list found;
    for (const auto& one : keys.gone) {
      if (!contains(keys.kept, one)) found.push_back(one);
    }
    if (found.empty()) continue;
    by_table_.emplace(key(pair.before->schema, pair.before->name), std::move(found));
  }
}

bool rebuilt_keys::carries(const model::table& table, const model::foreign_key& before) const {
  const auto holds = [&](const std::string& name, const std::vector<std::string>& of) {
    const auto found = touched_.find(name);
    return found != touched_.end() && found->second->holds_reference(of);
  };
  const std::string target = key(before.schema_to.value_or("public"), before.table_to);
  if (holds(target, before.columns_to)) return true;
  if (holds(key(table.schema, table.name), before.columns_from)) return true;
  const auto found = by_table_.find(target);
  return found != by_table_.end() && contains(found->second, sorted(before.columns_to));
}

}  // namespace sluice::diff
