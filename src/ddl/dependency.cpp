#include "ddl/dependency.hpp"

#include "ddl/dependency_lookup.hpp"

namespace sluice::ddl {

namespace {

// Where a change of a table is kept among the table's own; most kinds are not.
struct keeper {
  table_changes& own;
  position at;

  template <typename Change>
  void operator()(const Change& /*one*/) const {}

  void operator()(const diff::create_table& /*one*/) const { own.made.push_back(at); }
  void operator()(const diff::move_table& /*one*/) const { own.made.push_back(at); }
  void operator()(const diff::rename_table& /*one*/) const { own.made.push_back(at); }
  void operator()(const diff::add_column& one) const { own.added_columns.push_back({at, &one}); }
  void operator()(const diff::drop_column& one) const { own.dropped_columns.push_back({at, &one}); }
  void operator()(const diff::alter_column_not_null& one) const {
    own.not_null.push_back({at, &one});
  }
  void operator()(const diff::add_column_primary_key& one) const {
    own.added_column_keys.push_back({at, &one});
  }
  void operator()(const diff::drop_column_primary_key& one) const {
    own.dropped_column_keys.push_back({at, &one});
  }
  void operator()(const diff::add_primary_key& one) const { own.added_keys.push_back({at, &one}); }
  void operator()(const diff::alter_primary_key& one) const {
    own.altered_keys.push_back({at, &one});
  }
  void operator()(const diff::drop_primary_key& one) const {
    own.dropped_keys.push_back({at, &one});
  }
  void operator()(const diff::add_unique& one) const { own.added_uniques.push_back({at, &one}); }
  void operator()(const diff::drop_unique& one) const { own.dropped_uniques.push_back({at, &one}); }
  void operator()(const diff::add_check& one) const { own.added_checks.push_back({at, &one}); }
  void operator()(const diff::create_index& one) const {
    own.created_indexes.push_back({at, &one});
  }
  void operator()(const diff::drop_index& one) const { own.dropped_indexes.push_back({at, &one}); }
  void operator()(const diff::add_foreign_key& one) const { own.references.push_back({at, &one}); }
};

// The table that a change works on once that is made, moved and renamed; nullptr where there is
// none.
template <typename Change>
const model::table* table_of(const Change& one) {
  if constexpr (requires { one.table; } && !std::is_same_v<Change, diff::drop_table>) {
    return one.table;
  } else {
    return nullptr;
  }
}

template <typename Change>
constexpr bool makes_table =
    std::is_same_v<Change, diff::create_table> || std::is_same_v<Change, diff::move_table> ||
    std::is_same_v<Change, diff::rename_table>;

}  // namespace

dependencies::dependencies(const std::vector<const diff::change*>& changes) : changes_(changes) {
  collect();
  tables_and_columns();
  primary_keys();
  references();
  enums();
  roles();
  names();
}

void dependencies::collect() {
  for (position at = 0; at < changes_.size(); ++at) {
    std::visit(
        [&](const auto& one) {
          if (const model::table* table = table_of(one)) keeper{tables_[table], at}(one);
        },
        *changes_[at]);
  }
}

void dependencies::tables_and_columns() {
  for (position at = 0; at < changes_.size(); ++at) {
    std::visit(
        [&](const auto& one) {
          if constexpr (!makes_table<std::decay_t<decltype(one)>>) {
            if (const model::table* table = table_of(one)) {
              for (const position made : tables_.at(table).made) before(made, at);
            }
          }
        },
        *changes_[at]);
  }
  for (const auto& [table, own] : tables_) {
    for (std::size_t i = 1; i < own.made.size(); ++i) before(own.made[i - 1], own.made[i]);
    for (const auto& column : own.added_columns) {
      const std::string& name = column.change->column->name;
      for (const auto& one : own.added_keys) {
        if (contains(one.change->key->columns, name)) before(column.at, one.at);
      }
      for (const auto& one : own.altered_keys) {
        if (contains(one.change->to->columns, name)) before(column.at, one.at);
      }
      for (const auto& one : own.added_uniques) {
        if (contains(one.change->constraint->columns, name)) before(column.at, one.at);
      }
      for (const auto& one : own.created_indexes) {
        if (is_on(*one.change->index, name)) before(column.at, one.at);
      }
      for (const auto& one : own.references) {
        if (contains(one.change->key->columns_from, name)) before(column.at, one.at);
      }
      for (const auto& one : own.added_checks) before(column.at, one.at);
    }
    for (const auto& column : own.dropped_columns) {
      const std::string& name = column.change->column->name;
      for (const auto& one : own.altered_keys) {
        if (contains(one.change->from->columns, name)) before(one.at, column.at);
      }
      for (const auto& one : own.dropped_keys) {
        if (contains(one.change->key->columns, name)) before(one.at, column.at);
      }
      for (const auto& one : own.dropped_indexes) {
        if (is_on(*one.change->index, name)) before(one.at, column.at);
      }
    }
  }
  for_each<diff::move_view>(changes_, [&](position moved, const diff::move_view& move) {
    for_each<diff::rename_view>(changes_, [&](position renamed, const diff::rename_view& rename) {
      if (move.view == rename.view) before(moved, renamed);
    });
  });
}

void dependencies::primary_keys() {
  for (const auto& [table, own] : tables_) {
    std::vector<position> gone;
    for (const auto& one : own.dropped_column_keys) gone.push_back(one.at);
    for (const auto& one : own.dropped_keys) gone.push_back(one.at);
    for (const auto& one : own.dropped_columns) {
      if (one.change->column->primary_key) gone.push_back(one.at);
    }
    std::vector<position> made;
    for (const auto& one : own.added_column_keys) made.push_back(one.at);
    for (const auto& one : own.added_keys) made.push_back(one.at);
    for (const auto& one : own.added_columns) {
      if (one.change->column->primary_key) made.push_back(one.at);
    }
    for (const position first : gone) {
      for (const position second : made) before(first, second);
    }
    // A column of a primary key is NOT NULL while the key stands.
    for (const auto& column : own.not_null) {
      if (column.change->column->not_null) continue;
      for (const auto& one : own.altered_keys) {
        if (contains(one.change->from->columns, column.change->column->name)) {
          before(one.at, column.at);
        }
      }
    }
  }
}

}  // namespace sluice::ddl
