#include "ddl/dependency.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "ddl/dependency_lookup.hpp"
#include "model/schema_name.hpp"

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
  void operator()(const diff::rename_column& one) const {
    own.renamed_columns.push_back({at, &one});
  }
  void operator()(const diff::drop_column& one) const { own.dropped_columns.push_back({at, &one}); }
  void operator()(const diff::alter_column_type& one) const { own.retyped.push_back({at, &one}); }
  void operator()(const diff::alter_column_generated& one) const {
    own.generated.push_back({at, &one});
  }
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

// Whether the change says nothing that a renamed column of its table could be meant by.
template <typename Change>
constexpr bool names_no_column =
    std::is_same_v<Change, diff::drop_column> || std::is_same_v<Change, diff::drop_unique> ||
    std::is_same_v<Change, diff::drop_check> || std::is_same_v<Change, diff::drop_foreign_key> ||
    std::is_same_v<Change, diff::drop_index> || std::is_same_v<Change, diff::drop_primary_key> ||
    std::is_same_v<Change, diff::drop_column_primary_key> ||
    std::is_same_v<Change, diff::drop_policy> || std::is_same_v<Change, diff::rename_policy> ||
    std::is_same_v<Change, diff::rename_column> ||
    std::is_same_v<Change, diff::rename_constraint> || std::is_same_v<Change, diff::rename_index> ||
    std::is_same_v<Change, diff::rename_owned_sequence> ||
    std::is_same_v<Change, diff::enable_rls> || std::is_same_v<Change, diff::disable_rls>;

// Whether the change stands before its table is moved.
template <typename Change>
bool is_before_move(const Change& one) {
  if constexpr (requires { one.is_before_move; }) {
    return one.is_before_move;
  } else {
    return false;
  }
}

// Whether PostgreSQL has an operator class of B-trees for the type.
bool has_order(const std::string& type) {
  constexpr std::array<std::string_view, 9> without = {"json", "xml",  "point",   "line",  "lseg",
                                                       "box",  "path", "polygon", "circle"};
  return std::find(without.begin(), without.end(), type) == without.end();
}

// Whether a rename is the step before a move, and not the one after.
template <typename Move, typename Rename>
bool is_first(const Rename& rename, const Move& move) {
  return model::schema_name(rename.from.schema) == model::schema_name(move.from.schema) &&
         rename.to == move.from.name;
}

}  // namespace

dependencies::dependencies(const std::vector<const diff::change*>& changes) : changes_(changes) {
  collect();
  relocations();
  tables_and_columns();
  renamed_columns();
  generated_columns();
  views();
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
            const model::table* table = table_of(one);
            if (!table) return;
            for (const position made : tables_.at(table).made) {
              is_before_move(one) ? before(at, made) : before(made, at);
            }
          }
        },
        *changes_[at]);
  }
  for (const auto& [table, own] : tables_) {
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
}

void dependencies::relocations() {
  const auto object = [](const auto& one) -> const void* {
    if constexpr (requires { one.table; }) return one.table;
    if constexpr (requires { one.view; }) return one.view;
    if constexpr (requires { one.type; }) return one.type;
    if constexpr (requires { one.sequence; }) return one.sequence;
  };
  const auto in_steps = [&]<typename Move, typename Rename>(const Move* /*move*/,
                                                            const Rename* /*rename*/) {
    std::unordered_map<const void*, placed<Move>> moves;
    for_each<Move>(changes_, [&](position at, const Move& one) {
      moves.emplace(object(one), placed<Move>{at, &one});
    });
    if (moves.empty()) return;
    for_each<Rename>(changes_, [&](position at, const Rename& one) {
      const auto move = moves.find(object(one));
      if (move == moves.end()) return;
      is_first(one, *move->second.change) ? before(at, move->second.at)
                                          : before(move->second.at, at);
    });
  };
  in_steps(static_cast<diff::move_table*>(nullptr), static_cast<diff::rename_table*>(nullptr));
  in_steps(static_cast<diff::move_view*>(nullptr), static_cast<diff::rename_view*>(nullptr));
  in_steps(static_cast<diff::move_enum*>(nullptr), static_cast<diff::rename_enum*>(nullptr));
  in_steps(static_cast<diff::move_sequence*>(nullptr),
           static_cast<diff::rename_sequence*>(nullptr));
}

// Everything that says a column's new name; what is dropped has no column's name.
void dependencies::renamed_columns() {
  for (position at = 0; at < changes_.size(); ++at) {
    std::visit(
        [&](const auto& one) {
          using change = std::decay_t<decltype(one)>;
          if constexpr (!names_no_column<change> && !makes_table<change>) {
            const model::table* table = table_of(one);
            if (!table) return;
            for (const auto& column : tables_.at(table).renamed_columns) before(column.at, at);
          }
        },
        *changes_[at]);
  }
  for_each<diff::add_foreign_key>(changes_, [&](position at, const auto& one) {
    const auto target = tables_.find(one.target);
    if (target == tables_.end()) return;
    for (const auto& column : target->second.renamed_columns) before(column.at, at);
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
    // There is no key on a type without an order, and none yet on values that are replaced.
    for (const auto& column : own.retyped) {
      if (column.change->using_.empty() && has_order(column.change->from->type)) continue;
      for (const auto& one : own.added_column_keys) {
        if (one.change->column == column.change->to) before(column.at, one.at);
      }
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
