#include "ddl/dependency.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "base/text.hpp"

namespace sluice::ddl {

namespace {

using position = std::size_t;
using names = std::vector<std::string>;

bool contains(const names& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

bool same_set(const names& a, const names& b) {
  return a.size() == b.size() &&
         std::all_of(a.begin(), a.end(), [&](const std::string& one) { return contains(b, one); });
}

std::string key(const std::string& schema, const std::string& name) {
  return concat(schema.empty() ? "public" : schema, "\x1f", name);
}

template <typename Change>
struct placed {
  position at;
  const Change* change;
};

// The changes of one table that others wait for, or that wait.
struct table_changes {
  std::vector<placed<diff::add_column>> added_columns;
  std::vector<placed<diff::drop_column>> dropped_columns;
  std::vector<placed<diff::alter_column_not_null>> not_null;
  std::vector<placed<diff::add_column_primary_key>> added_column_keys;
  std::vector<placed<diff::drop_column_primary_key>> dropped_column_keys;
  std::vector<placed<diff::add_primary_key>> added_keys;
  std::vector<placed<diff::alter_primary_key>> altered_keys;
  std::vector<placed<diff::drop_primary_key>> dropped_keys;
  std::vector<placed<diff::add_unique>> added_uniques;
  std::vector<placed<diff::drop_unique>> dropped_uniques;
  std::vector<placed<diff::create_index>> unique_indexes;
  std::vector<placed<diff::drop_index>> dropped_indexes;
};

class collector {
 public:
  explicit collector(const std::vector<const diff::change*>& changes) {
    for (position at = 0; at < changes.size(); ++at) {
      std::visit([&](const auto& one) { take(at, one); }, *changes[at]);
    }
  }

  std::vector<edge> edges() {
    for (const auto& [table, own] : tables_) {
      order_primary_keys(own);
      order_columns(own);
    }
    for (const auto& one : added_references_) order_added_reference(one);
    for (const auto& one : dropped_references_) order_dropped_reference(one);
    order_enums();
    order_roles();
    order_names();
    return std::move(edges_);
  }

 private:
  void before(position first, position second) { edges_.emplace_back(first, second); }

  // What nothing waits for.
  template <typename Change>
  void take(position /*at*/, const Change& /*one*/) {}

  void take(position at, const diff::add_column& one) {
    tables_[one.table].added_columns.push_back({at, &one});
  }
  void take(position at, const diff::drop_column& one) {
    tables_[one.table].dropped_columns.push_back({at, &one});
  }
  void take(position at, const diff::alter_column_not_null& one) {
    tables_[one.table].not_null.push_back({at, &one});
  }
  void take(position at, const diff::add_column_primary_key& one) {
    tables_[one.table].added_column_keys.push_back({at, &one});
  }
  void take(position at, const diff::drop_column_primary_key& one) {
    tables_[one.table].dropped_column_keys.push_back({at, &one});
  }
  void take(position at, const diff::add_primary_key& one) {
    tables_[one.table].added_keys.push_back({at, &one});
  }
  void take(position at, const diff::alter_primary_key& one) {
    tables_[one.table].altered_keys.push_back({at, &one});
  }
  void take(position at, const diff::drop_primary_key& one) {
    tables_[one.table].dropped_keys.push_back({at, &one});
  }
  void take(position at, const diff::add_unique& one) {
    tables_[one.table].added_uniques.push_back({at, &one});
  }
  void take(position at, const diff::drop_unique& one) {
    tables_[one.table].dropped_uniques.push_back({at, &one});
  }
  void take(position at, const diff::create_index& one) {
    if (one.index->is_unique) tables_[one.table].unique_indexes.push_back({at, &one});
  }
  void take(position at, const diff::drop_index& one) {
    tables_[one.table].dropped_indexes.push_back({at, &one});
  }
  void take(position at, const diff::add_foreign_key& one) {
    if (one.target) added_references_.push_back({at, &one});
  }
  void take(position at, const diff::drop_foreign_key& one) {
    if (one.target) dropped_references_.push_back({at, &one});
  }

  void take(position at, const diff::recreate_enum& one) { recreated_.push_back({at, &one}); }
  void take(position at, const diff::alter_column_type& one) { types_.push_back({at, &one}); }
  void take(position at, const diff::alter_column_default& one) { defaults_.push_back({at, &one}); }

  void take(position at, const diff::drop_role& one) { dropped_roles_.push_back({at, &one}); }
  void take(position at, const diff::drop_policy& one) { roles_of(at, *one.policy); }
  void take(position at, const diff::alter_policy& one) { roles_of(at, *one.from); }
  void take(position at, const diff::drop_table& one) {
    for (const model::policy& policy : one.table->policies) roles_of(at, policy);
  }
  void roles_of(position at, const model::policy& policy) {
    if (!policy.to) return;
    for (const std::string& role : *policy.to) role_users_[role].push_back(at);
  }

  void take(position at, const diff::create_table& one) {
    taken_[key(one.table->schema, one.table->name)].push_back(at);
  }
  void take(position at, const diff::rename_table& one) {
    freed_[key(one.from.schema, one.from.name)].push_back(at);
    renamed_to_[key(one.from.schema, one.to)] = at;
  }
  void take(position at, const diff::move_table& one) {
    freed_[key(one.from.schema, one.from.name)].push_back(at);
    renamed_to_[key(one.to_schema, one.from.name)] = at;
  }
  void take(position at, const diff::enable_rls& one) {
    secured_.emplace_back(key(one.table.schema, one.table.name), at);
  }
  void take(position at, const diff::disable_rls& one) {
    if (!one.is_leaving) secured_.emplace_back(key(one.table.schema, one.table.name), at);
  }
  void take(position at, const diff::move_view& one) {
    moved_views_[key(one.to_schema, one.from.name)] = at;
  }
  void take(position at, const diff::rename_view& one) {
    renamed_views_.emplace_back(key(one.from.schema, one.from.name), at);
  }

  // A table has one primary key at a time.
  void order_primary_keys(const table_changes& own) {
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
  }

  // Keys need their columns, and go before them.
  void order_columns(const table_changes& own) {
    for (const auto& column : own.added_columns) {
      const std::string& name = column.change->column->name;
      for (const auto& one : own.added_keys) {
        if (contains(one.change->key->columns, name)) before(column.at, one.at);
      }
      for (const auto& one : own.altered_keys) {
        if (contains(one.change->to->columns, name)) before(column.at, one.at);
      }
    }
    for (const auto& column : own.dropped_columns) {
      const std::string& name = column.change->column->name;
      for (const auto& one : own.altered_keys) {
        if (contains(one.change->from->columns, name)) before(one.at, column.at);
      }
      for (const auto& one : own.dropped_keys) {
        if (contains(one.change->key->columns, name)) before(one.at, column.at);
      }
      for (const auto& one : own.dropped_indexes) before(one.at, column.at);
    }
    for (const auto& column : own.not_null) {
      if (column.change->column->not_null) continue;
      for (const auto& one : own.altered_keys) {
        if (contains(one.change->from->columns, column.change->column->name)) {
          before(one.at, column.at);
        }
      }
    }
  }

  // Whether the table has a key of those columns that is not being made.
  static bool has_standing_key(const model::table& table, const table_changes& own,
                               const names& columns) {
    const auto made = [](const auto& list, const auto& is) {
      return std::any_of(list.begin(), list.end(), is);
    };
    for (const model::unique_constraint& one : table.unique_constraints) {
      if (!same_set(one.columns, columns)) continue;
      if (!made(own.added_uniques, [&](const auto& add) { return add.change->constraint == &one; }))
        return true;
    }
    for (const model::primary_key& one : table.primary_keys) {
      if (!same_set(one.columns, columns)) continue;
      if (!made(own.added_keys, [&](const auto& add) { return add.change->key == &one; }) &&
          !made(own.altered_keys, [&](const auto& add) { return add.change->to == &one; })) {
        return true;
      }
    }
    for (const model::column& one : table.columns) {
      if (!one.primary_key || columns.size() != 1 || columns[0] != one.name) continue;
      if (!made(own.added_column_keys, [&](const auto& add) { return add.change->column == &one; }))
        return true;
    }
    return false;
  }

  // A foreign key needs the key it points to.
  void order_added_reference(const placed<diff::add_foreign_key>& reference) {
    const auto found = tables_.find(reference.change->target);
    if (found == tables_.end()) return;
    const table_changes& target = found->second;
    const names& columns = reference.change->key->columns_to;
    if (has_standing_key(*reference.change->target, target, columns)) return;
    for (const auto& one : target.added_column_keys) {
      if (columns == names{one.change->column->name}) before(one.at, reference.at);
    }
    for (const auto& one : target.added_columns) {
      if (one.change->column->primary_key && columns == names{one.change->column->name}) {
        before(one.at, reference.at);
      }
    }
    for (const auto& one : target.added_uniques) {
      if (same_set(one.change->constraint->columns, columns)) before(one.at, reference.at);
    }
    for (const auto& one : target.added_keys) {
      if (same_set(one.change->key->columns, columns)) before(one.at, reference.at);
    }
    for (const auto& one : target.altered_keys) {
      if (same_set(one.change->to->columns, columns)) before(one.at, reference.at);
    }
    for (const auto& one : target.unique_indexes) {
      names indexed;
      for (const auto& part : one.change->index->columns) indexed.push_back(part.expression);
      if (same_set(indexed, columns)) before(one.at, reference.at);
    }
  }

  // A key goes after the foreign keys that point to it.
  void order_dropped_reference(const placed<diff::drop_foreign_key>& reference) {
    const auto found = tables_.find(reference.change->target);
    if (found == tables_.end()) return;
    const table_changes& target = found->second;
    const names& columns = reference.change->key->columns_to;
    for (const auto& one : target.dropped_uniques) {
      if (same_set(one.change->constraint->columns, columns)) before(reference.at, one.at);
    }
  }

  // An enum is made anew when nothing uses it any more but the columns that are carried over.
  void order_enums() {
    for (const auto& made : recreated_) {
      const model::enum_type& type = *made.change->type;
      const auto uses = [&](const model::column& column) {
        return column.type_schema == type.schema && column.type.starts_with(type.name) &&
               (column.type.size() == type.name.size() || column.type[type.name.size()] == '[');
      };
      for (const auto& one : defaults_) {
        if (!one.change->to->default_ && uses(*one.change->to)) before(one.at, made.at);
      }
      for (const auto& one : types_) {
        if (uses(*one.change->from) && !uses(*one.change->to)) before(one.at, made.at);
      }
      for (const auto& [table, own] : tables_) {
        for (const auto& one : own.dropped_columns) {
          if (uses(*one.change->column)) before(one.at, made.at);
        }
      }
    }
  }

  // A role goes after what names it.
  void order_roles() {
    for (const auto& one : dropped_roles_) {
      const auto found = role_users_.find(one.change->name);
      if (found == role_users_.end()) continue;
      for (const position user : found->second) before(user, one.at);
    }
  }

  // A name is given away before it is taken, and used after it is given.
  void order_names() {
    for (const auto& [name, takers] : taken_) {
      const auto found = freed_.find(name);
      if (found == freed_.end()) continue;
      for (const position giver : found->second) {
        for (const position taker : takers) before(giver, taker);
      }
    }
    for (const auto& [name, at] : secured_) {
      const auto found = renamed_to_.find(name);
      if (found != renamed_to_.end()) before(found->second, at);
    }
    for (const auto& [name, at] : renamed_views_) {
      const auto found = moved_views_.find(name);
      if (found != moved_views_.end()) before(found->second, at);
    }
  }

  std::unordered_map<const model::table*, table_changes> tables_;
  std::vector<placed<diff::add_foreign_key>> added_references_;
  std::vector<placed<diff::drop_foreign_key>> dropped_references_;
  std::vector<placed<diff::recreate_enum>> recreated_;
  std::vector<placed<diff::alter_column_type>> types_;
  std::vector<placed<diff::alter_column_default>> defaults_;
  std::vector<placed<diff::drop_role>> dropped_roles_;
  std::unordered_map<std::string, std::vector<position>> role_users_;
  std::unordered_map<std::string, std::vector<position>> taken_;
  std::unordered_map<std::string, std::vector<position>> freed_;
  std::unordered_map<std::string, position> renamed_to_;
  std::vector<std::pair<std::string, position>> secured_;
  std::unordered_map<std::string, position> moved_views_;
  std::vector<std::pair<std::string, position>> renamed_views_;
  std::vector<edge> edges_;
};

}  // namespace

std::vector<edge> dependencies(const std::vector<const diff::change*>& changes) {
  return collector(changes).edges();
}

}  // namespace sluice::ddl
