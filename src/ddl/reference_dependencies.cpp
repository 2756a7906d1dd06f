// Foreign keys: made after the key they point to, dropped before it.
#include "ddl/dependency.hpp"
#include "ddl/dependency_lookup.hpp"

namespace sluice::ddl {

namespace {

// Whether `list` makes `part`.
template <typename List, typename Part>
bool makes(const List& list, const Part& is) {
  return std::any_of(list.begin(), list.end(), is);
}

name_list columns_of(const model::index& index) {
  name_list columns;
  for (const model::index_column& one : index.columns) {
    columns.push_back(one.is_expression ? "" : one.expression);
  }
  return columns;
}

// Whether the table has a key of those columns that no change makes.
bool has_standing_key(const model::table& table, const table_changes& own,
                      const name_list& columns) {
  for (const model::unique_constraint& one : table.unique_constraints) {
    if (same_set(one.columns, columns) && !makes(own.added_uniques, [&](const auto& add) {
          return add.change->constraint == &one;
        })) {
      return true;
    }
  }
  for (const model::primary_key& one : table.primary_keys) {
    if (same_set(one.columns, columns) &&
        !makes(own.added_keys, [&](const auto& add) { return add.change->key == &one; }) &&
        !makes(own.altered_keys, [&](const auto& add) { return add.change->to == &one; })) {
      return true;
    }
  }
  for (const model::column& one : table.columns) {
    if (one.primary_key && columns == name_list{one.name} &&
        !makes(own.added_column_keys,
               [&](const auto& add) { return add.change->column == &one; }) &&
        !makes(own.added_columns, [&](const auto& add) { return add.change->column == &one; })) {
      return true;
    }
  }
  for (const model::index& one : table.indexes) {
    if (one.is_unique && !one.where && same_set(columns_of(one), columns) &&
        !makes(own.created_indexes, [&](const auto& add) { return add.change->index == &one; })) {
      return true;
    }
  }
  return false;
}

}  // namespace

void dependencies::references() {
  for_each<diff::add_foreign_key>(changes_, [&](position at, const diff::add_foreign_key& one) {
    const auto found = tables_.find(one.target);
    if (found == tables_.end()) return;
    const table_changes& target = found->second;
    for (const position made : target.made) before(made, at);
    const name_list& columns = one.key->columns_to;
    if (has_standing_key(*one.target, target, columns)) return;
    for (const auto& key : target.added_uniques) {
      if (same_set(key.change->constraint->columns, columns)) before(key.at, at);
    }
    for (const auto& key : target.added_keys) {
      if (same_set(key.change->key->columns, columns)) before(key.at, at);
    }
    for (const auto& key : target.altered_keys) {
      if (same_set(key.change->to->columns, columns)) before(key.at, at);
    }
    for (const auto& key : target.added_column_keys) {
      if (columns == name_list{key.change->column->name}) before(key.at, at);
    }
    for (const auto& column : target.added_columns) {
      if (contains(columns, column.change->column->name)) before(column.at, at);
    }
    for (const auto& index : target.created_indexes) {
      const model::index& one_index = *index.change->index;
      if (one_index.is_unique && same_set(columns_of(one_index), columns)) before(index.at, at);
    }
  });

  for_each<diff::drop_foreign_key>(changes_, [&](position at, const diff::drop_foreign_key& one) {
    const auto found = tables_.find(one.target);
    if (found == tables_.end()) return;
    const table_changes& target = found->second;
    const name_list& columns = one.key->columns_to;
    for (const auto& key : target.dropped_uniques) {
      if (same_set(key.change->constraint->columns, columns)) before(at, key.at);
    }
    for (const auto& key : target.dropped_keys) before(at, key.at);
    for (const auto& key : target.altered_keys) before(at, key.at);
    for (const auto& key : target.dropped_column_keys) before(at, key.at);
    for (const auto& column : target.dropped_columns) {
      if (contains(columns, column.change->column->name)) before(at, column.at);
    }
  });
}

}  // namespace sluice::ddl
