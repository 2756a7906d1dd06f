// Primary keys, unique constraints, checks and foreign keys.
#include <algorithm>
#include <set>

#include "catalog/reconciliation.hpp"
#include "catalog/same_words.hpp"

namespace sluice::catalog {

namespace {

const model::column* key_column(const model::table& table) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                  [](const model::column& one) { return one.primary_key; });
  return found == table.columns.end() ? nullptr : &*found;
}

// A key of one column may be said in the column, whatever its name is, or with a name for the
// table.
void reconcile_primary_key(const table_pair& table) {
  const model::column* said_by = key_column(table.wanted);
  if (said_by == nullptr || table.live.primary_keys.size() != 1) return;
  const model::primary_key& key = table.live.primary_keys.front();
  if (key.columns.size() != 1 || !model::is_kept_as_one(key.columns[0], said_by->name)) return;
  for (model::column& column : table.live.columns) {
    if (model::is_kept_as_one(column.name, said_by->name)) column.primary_key = true;
  }
  table.live.primary_keys.clear();
}

// The reverse: the wanted name is the one that PostgreSQL gives.
void reconcile_named_key(const table_pair& table) {
  if (table.wanted.primary_keys.size() != 1 || !table.live.primary_keys.empty()) return;
  const model::primary_key& key = table.wanted.primary_keys.front();
  if (key.columns.size() != 1) return;
  for (model::column& column : table.live.columns) {
    if (!column.primary_key || !model::is_kept_as_one(column.name, key.columns.front())) continue;
    table.live.primary_keys.push_back(
        {model::generated_name(table.live.name, "", "pkey"), key.columns});
    column.primary_key = false;
    return;
  }
}

bool is_same_list(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), model::is_kept_as_one);
}

// The columns of the primary key, wherever it is said.
std::vector<std::string> key_columns(const model::table& table) {
  if (table.primary_keys.size() == 1) return table.primary_keys.front().columns;
  const model::column* column = key_column(table);
  return column == nullptr ? std::vector<std::string>{} : std::vector{column->name};
}

// Of keys with the same columns in the same order, CREATE TABLE makes the first alone, the primary
// key before all.
void add_swallowed_uniques(const table_pair& table) {
  std::vector<model::unique_constraint>& live = table.live.unique_constraints;
  const std::vector<std::string> key = key_columns(table.live);
  const bool has_key = !key.empty() && is_same_list(key, key_columns(table.wanted));
  for (const model::unique_constraint& spelt : table.wanted.unique_constraints) {
    if (std::any_of(live.begin(), live.end(), [&](const model::unique_constraint& one) {
          return model::is_kept_as_one(one.name, spelt.name);
        })) {
      continue;
    }
    const bool is_the_key =
        has_key && !spelt.nulls_not_distinct && is_same_list(key, spelt.columns);
    if (is_the_key || std::any_of(live.begin(), live.end(), [&](const auto& one) {
          return one.nulls_not_distinct == spelt.nulls_not_distinct &&
                 is_same_list(one.columns, spelt.columns) &&
                 model::find(table.wanted.unique_constraints, one.name) != nullptr;
        })) {
      live.push_back(spelt);
    }
  }
}

std::string action(const std::optional<std::string>& said_so) {
  return said_so.value_or("").empty() ? "no action" : *said_so;
}

std::set<std::pair<std::string, std::string>> pairs_of(const model::foreign_key& key) {
  std::set<std::pair<std::string, std::string>> out;
  for (std::size_t i = 0; i < key.columns_from.size() && i < key.columns_to.size(); ++i) {
    out.emplace(model::clipped(key.columns_from[i]), model::clipped(key.columns_to[i]));
  }
  return out;
}

}  // namespace

void reconcile_keys(const table_pair& table) {
  reconcile_primary_key(table);
  reconcile_named_key(table);
  for (const auto& [one, spelt] : paired(table.live.primary_keys, table.wanted.primary_keys)) {
    one->name = spelt->name;
    take_over_names(one->columns, spelt->columns);
  }
  for (const auto& [one, spelt] :
       paired(table.live.unique_constraints, table.wanted.unique_constraints)) {
    one->name = spelt->name;
    take_over_names(one->columns, spelt->columns);
  }
  add_swallowed_uniques(table);
}

void reconcile_checks(reconciliation& all, const table_pair& table) {
  for (const auto& [one, spelt] :
       paired(table.live.check_constraints, table.wanted.check_constraints)) {
    one->name = spelt->name;
    if (is_same_expression(one->value, spelt->value, table.live)) {
      one->value = spelt->value;
    } else {
      all.ask({.what = question::about::check,
               .schema = said(table.wanted.schema),
               .relation = model::clipped(table.wanted.name),
               .name = model::clipped(spelt->name)},
              one->value, spelt->value);
    }
  }
}

void reconcile_foreign_keys(const table_pair& table) {
  for (const auto& [one, spelt] : paired(table.live.foreign_keys, table.wanted.foreign_keys)) {
    one->name = spelt->name;
    take_over_name(one->table_from, spelt->table_from);
    if (model::is_kept_as_one(one->table_to, spelt->table_to) &&
        model::is_kept_as_one(said(one->schema_to.value_or("")),
                              said(spelt->schema_to.value_or("")))) {
      one->table_to = spelt->table_to;
      one->schema_to = spelt->schema_to;
    }
    // The order of the pairs is of no account.
    if (one->columns_from.size() == spelt->columns_from.size() &&
        pairs_of(*one) == pairs_of(*spelt)) {
      one->columns_from = spelt->columns_from;
      one->columns_to = spelt->columns_to;
    }
    if (action(one->on_delete) == action(spelt->on_delete)) one->on_delete = spelt->on_delete;
    if (action(one->on_update) == action(spelt->on_update)) one->on_update = spelt->on_update;
  }
}

}  // namespace sluice::catalog
