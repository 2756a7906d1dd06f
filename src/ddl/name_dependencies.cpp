// Tables, views, sequences and indexes of a schema share their names, and so do tables, views and
// types; columns, constraints and policies have theirs in a table. A name is given away before it
// is taken.
#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "ddl/dependency.hpp"
#include "ddl/dependency_lookup.hpp"
#include "model/generated_names.hpp"
#include "model/schema_name.hpp"

namespace sluice::ddl {

namespace {

struct holder {
  position at;
  const void* object;
  const model::table* table = nullptr;  // of a part, which is moved with it
  bool is_back = false;                 // a part that had another name while its table was moved
};
using holders = std::unordered_map<std::string, std::vector<holder>>;

struct name_space {
  holders given;
  holders taken;
};

using renamed_parts = std::vector<std::pair<std::string, std::string>>;

struct name_spaces {
  name_space relations;
  name_space types;
  name_space schemas;
  name_space roles;
  name_space values;       // of an enum
  name_space columns;      // of a table
  name_space constraints;  // of a table
  name_space policies;     // of a table
  // The parts of tables that have another name before their table is moved.
  std::unordered_map<const model::table*, renamed_parts> early;
};

using diff::object_name;

class name_book {
 public:
  name_book(position at, name_spaces& all) : at_(at), all_(all) {}

  template <typename Change>
  void operator()(const Change& /*one*/) const {}

  void operator()(const diff::create_schema& one) const { note(all_.schemas.taken, one.name); }
  void operator()(const diff::rename_schema& one) const {
    note(all_.schemas.given, one.from);
    note(all_.schemas.taken, one.to);
  }
  void operator()(const diff::create_role& one) const { note(all_.roles.taken, one.role->name); }
  void operator()(const diff::rename_role& one) const {
    note(all_.roles.given, one.from);
    note(all_.roles.taken, one.to);
  }
  void operator()(const diff::drop_role& one) const { note(all_.roles.given, one.name); }

  void operator()(const diff::create_table& one) const {
    take(one.table, {one.table->schema, one.table->name}, true);
    parts(*one.table, one.table->schema, all_.relations.taken);
  }
  void operator()(const diff::drop_table& one) const {
    give(one.table, one.name, true);
    parts(*one.table, one.name.schema, all_.relations.given);
    for (const auto& index : one.table->indexes) give(&index, {one.name.schema, index.name});
  }
  void operator()(const diff::rename_table& one) const { rename(one.table, one, true); }
  void operator()(const diff::move_table& one) const {
    move(one.table, one, true);
    move_parts(one);
  }

  void operator()(const diff::create_view& one) const {
    take(one.view, {one.view->schema, one.view->name}, true);
  }
  void operator()(const diff::drop_view& one) const { give(nullptr, one.view, true); }
  void operator()(const diff::rename_view& one) const { rename(one.view, one, true); }
  void operator()(const diff::move_view& one) const { move(one.view, one, true); }

  void operator()(const diff::create_sequence& one) const {
    take(one.sequence, {one.sequence->schema, one.sequence->name});
  }
  void operator()(const diff::drop_sequence& one) const { give(nullptr, one.sequence); }
  void operator()(const diff::rename_sequence& one) const { rename(one.sequence, one); }
  void operator()(const diff::move_sequence& one) const { move(one.sequence, one); }

  void operator()(const diff::create_enum& one) const {
    note(all_.types.taken, one.type, {one.type->schema, one.type->name});
  }
  void operator()(const diff::drop_enum& one) const { note(all_.types.given, nullptr, one.type); }
  void operator()(const diff::rename_enum& one) const {
    note(all_.types.given, one.type, one.from);
    note(all_.types.taken, one.type, {one.from.schema, one.to});
  }
  void operator()(const diff::move_enum& one) const {
    note(all_.types.given, one.type, one.from);
    note(all_.types.taken, one.type, {one.to_schema, one.from.name});
  }
  void operator()(const diff::rename_enum_value& one) const {
    note(all_.values.given, own(*one.type, one.from));
    note(all_.values.taken, own(*one.type, one.to));
  }
  void operator()(const diff::add_enum_value& one) const {
    note(all_.values.taken, own(*one.type, one.value));
  }

  void operator()(const diff::add_column& one) const {
    note(all_.columns.taken, own(*one.table, one.column->name));
    generated(*one.table, *one.column, one.table->schema, all_.relations.taken);
    if (one.column->primary_key) key_of_column(*one.table, all_.relations.taken);
  }
  void operator()(const diff::drop_column& one) const {
    note(all_.columns.given, own(*one.table, one.column->name));
    holders sequences;
    generated(*one.table, *one.column, one.table->schema, sequences);
    for (const auto& [name, held] : sequences) {
      all_.relations.given[name].push_back({at_, one.column, one.table});
    }
  }
  void operator()(const diff::rename_column& one) const {
    note(all_.columns.given, own(*one.table, one.from_name()));
    note(all_.columns.taken, own(*one.table, one.to_name()));
  }
  void operator()(const diff::add_column_primary_key& one) const {
    key_of_column(*one.table, all_.relations.taken);
  }
  void operator()(const diff::drop_column_primary_key& one) const {
    give_key(*one.table, one.column, one.constraint);
  }

  void operator()(const diff::create_index& one) const {
    take(one.index, {one.table->schema, one.index->name});
  }
  void operator()(const diff::drop_index& one) const {
    give_part(*one.table, one.index, {one.table->schema, one.index->name});
  }
  void operator()(const diff::rename_index& one) const {
    rename_part(one);
    note(all_.constraints.given, own(*one.table, one.from.name));
    note(all_.constraints.taken, own(*one.table, one.to));
  }
  void operator()(const diff::rename_owned_sequence& one) const { rename_part(one); }
  // Of a key too, whose index is renamed with it; for the others that costs nothing.
  void operator()(const diff::rename_constraint& one) const {
    give_key(*one.table, &one, one.from);
    take_key(*one.table, &one, one.to);
  }
  void operator()(const diff::add_unique& one) const {
    take_key(*one.table, one.constraint, one.constraint->name);
  }
  void operator()(const diff::drop_unique& one) const {
    give_key(*one.table, one.constraint, one.constraint->name);
  }
  void operator()(const diff::add_primary_key& one) const {
    take_key(*one.table, one.key, one.key->name);
  }
  void operator()(const diff::drop_primary_key& one) const {
    give_key(*one.table, one.key, one.key->name);
  }
  void operator()(const diff::alter_primary_key& one) const {
    give_key(*one.table, one.from, one.from->name);
    take_key(*one.table, one.to, one.to->name);
  }
  void operator()(const diff::add_check& one) const {
    note(all_.constraints.taken, own(*one.table, one.constraint->name));
  }
  void operator()(const diff::drop_check& one) const {
    note(all_.constraints.given, own(*one.table, one.constraint->name));
  }
  void operator()(const diff::add_foreign_key& one) const {
    note(all_.constraints.taken, own(*one.table, one.key->name));
  }
  void operator()(const diff::drop_foreign_key& one) const {
    note(all_.constraints.given, own(*one.table, one.key->name));
  }

  void operator()(const diff::create_policy& one) const {
    note(all_.policies.taken, own(one, one.policy->name));
  }
  void operator()(const diff::drop_policy& one) const {
    note(all_.policies.given, own(one, one.policy->name));
  }
  void operator()(const diff::rename_policy& one) const {
    note(all_.policies.given, own(one, one.from_name()));
    note(all_.policies.taken, own(one, one.to_name()));
  }

 private:
  static std::string full(const std::string& schema, const std::string& name) {
    return concat(model::schema_name(schema), "\x1f", model::clipped(name));
  }
  template <typename Owner>
  static std::string own(const Owner& owner, const std::string& name) {
    if constexpr (requires { owner.table; }) {
      return owner.table ? own(*owner.table, name) : name;
    } else {
      return concat(full(owner.schema, owner.name), "\x1f", model::clipped(name));
    }
  }

  void note(holders& in, const std::string& name) const { in[name].push_back({at_, nullptr}); }
  void note(holders& in, const void* object, const object_name& name) const {
    in[full(name.schema, name.name)].push_back({at_, object});
  }
  void give(const void* object, const object_name& name, bool is_type = false) const {
    note(all_.relations.given, object, name);
    if (is_type) note(all_.types.given, object, name);
  }
  void take(const void* object, const object_name& name, bool is_type = false) const {
    note(all_.relations.taken, object, name);
    if (is_type) note(all_.types.taken, object, name);
  }
  void give_part(const model::table& table, const void* part, const object_name& name) const {
    all_.relations.given[full(name.schema, name.name)].push_back({at_, part, &table});
  }
  template <typename Change>
  void rename_part(const Change& one) const {
    give_part(*one.table, &one, one.from);
    const bool is_back = !one.is_before_move && has_left(*one.table, one.to, one.from.name);
    all_.relations.taken[full(one.from.schema, one.to)].push_back({at_, &one, one.table, is_back});
  }
  void give_key(const model::table& table, const void* key, const std::string& name) const {
    give_part(table, key, {table.schema, name});
    note(all_.constraints.given, own(table, name));
  }
  void take_key(const model::table& table, const void* key, const std::string& name) const {
    take(key, {table.schema, name});
    note(all_.constraints.taken, own(table, name));
  }
  template <typename Change>
  void rename(const void* object, const Change& one, bool is_type = false) const {
    give(object, one.from, is_type);
    take(object, {one.from.schema, one.to}, is_type);
  }
  template <typename Change>
  void move(const void* object, const Change& one, bool is_type = false) const {
    give(object, one.from, is_type);
    take(object, {one.to_schema, one.from.name}, is_type);
  }

  // What comes and goes with a table.
  void parts(const model::table& table, const std::string& schema, holders& in) const {
    for (const auto& one : table.unique_constraints) note(in, &one, {schema, one.name});
    for (const auto& one : table.primary_keys) note(in, &one, {schema, one.name});
    for (const auto& one : table.columns) {
      generated(table, one, schema, in);
      if (one.primary_key) note(in, &one, {schema, model::generated_name(table.name, "", "pkey")});
    }
  }
  void generated(const model::table& table, const model::column& column, const std::string& schema,
                 holders& in) const {
    if (column.identity) note(in, &column, {schema, column.identity->name});
    if (model::is_serial(column)) {
      note(in, &column, {schema, model::generated_name(table.name, column.name, "seq")});
    }
  }
  void key_of_column(const model::table& table, holders& in) const {
    note(in, &table, {table.schema, model::generated_name(table.name, "", "pkey")});
  }
  bool has_left(const model::table& table, const std::string& name,
                const std::string& meanwhile) const {
    const auto early = all_.early.find(&table);
    return early != all_.early.end() &&
           std::find(early->second.begin(), early->second.end(), std::pair(name, meanwhile)) !=
               early->second.end();
  }
  // They leave one schema and come to the other with their table.
  void move_parts(const diff::move_table& one) const {
    holders names;
    parts(*one.before, "", names);
    for (const auto& index : one.before->indexes) note(names, &index, {"", index.name});
    const auto early = all_.early.find(one.table);
    for (const auto& [name, held] : names) {
      std::string now = name.substr(name.find('\x1f') + 1);
      if (early != all_.early.end()) {
        const auto renamed =
            std::find_if(early->second.begin(), early->second.end(),
                         [&](const auto& pair) { return model::clipped(pair.first) == now; });
        if (renamed != early->second.end()) now = renamed->second;
      }
      give(one.table, {one.from.schema, now});
      take(one.table, {one.to_schema, now});
    }
  }

  position at_;
  name_spaces& all_;
};

// What is moved and renamed passes through a name of its own.
bool is_of_one(const holder& giver, const holder& taker) {
  return giver.object != nullptr && (giver.object == taker.object || giver.table == taker.object ||
                                     giver.object == taker.table);
}

}  // namespace

void dependencies::names() {
  name_spaces all;
  for_each<diff::rename_index>(changes_, [&](position /*at*/, const auto& one) {
    if (one.is_before_move) all.early[one.table].emplace_back(one.from.name, one.to);
  });
  for_each<diff::rename_owned_sequence>(changes_, [&](position /*at*/, const auto& one) {
    if (one.is_before_move) all.early[one.table].emplace_back(one.from.name, one.to);
  });
  for (position at = 0; at < changes_.size(); ++at) {
    std::visit(name_book(at, all), *changes_[at]);
  }
  for (const name_space* one : {&all.relations, &all.types, &all.schemas, &all.roles, &all.values,
                                &all.columns, &all.constraints, &all.policies}) {
    for (const auto& [name, givers] : one->given) {
      const auto takers = one->taken.find(name);
      if (takers == one->taken.end()) continue;
      for (const holder& giver : givers) {
        for (const holder& taker : takers->second) {
          if (giver.at == taker.at) continue;
          const bool is_dropped_then = taker.is_back && taker.table == giver.table;
          if (model::is_temporary(name) || is_dropped_then) {
            before(taker.at, giver.at);
          } else if (!is_of_one(giver, taker)) {
            before(giver.at, taker.at);
          }
        }
      }
    }
  }
}

}  // namespace sluice::ddl
