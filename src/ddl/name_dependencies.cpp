// Tables, views, sequences and indexes of a schema share their names, and so do tables, views and
// types: a name is given away before it is taken.
#include <string>

#include "base/text.hpp"
#include "ddl/dependency.hpp"
#include "ddl/dependency_lookup.hpp"

namespace sluice::ddl {

namespace {

struct holder {
  position at;
  const void* object;
};
using holders = std::unordered_map<std::string, std::vector<holder>>;

struct name_space {
  holders given;
  holders taken;
};

class name_book {
 public:
  explicit name_book(position at, name_space& relations, name_space& types)
      : at_(at), relations_(relations), types_(types) {}

  template <typename Change>
  void operator()(const Change& /*one*/) const {}

  void operator()(const diff::create_table& one) const {
    take(one.table, {one.table->schema, one.table->name}, true);
    parts(*one.table, relations_.taken);
  }
  void operator()(const diff::drop_table& one) const {
    give(one.table, one.name, true);
    parts(*one.table, relations_.given);
    for (const auto& index : one.table->indexes) give(&index, {one.name.schema, index.name});
  }
  void operator()(const diff::rename_table& one) const { rename(one.table, one, true); }
  void operator()(const diff::move_table& one) const { move(one.table, one, true); }

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
    note(types_.taken, one.type, {one.type->schema, one.type->name});
  }
  void operator()(const diff::drop_enum& one) const { note(types_.given, nullptr, one.type); }
  void operator()(const diff::rename_enum& one) const {
    note(types_.given, one.type, one.from);
    note(types_.taken, one.type, {one.from.schema, one.to});
  }
  void operator()(const diff::move_enum& one) const {
    note(types_.given, one.type, one.from);
    note(types_.taken, one.type, {one.to_schema, one.from.name});
  }

  void operator()(const diff::create_index& one) const {
    take(one.index, {one.table->schema, one.index->name});
  }
  void operator()(const diff::drop_index& one) const {
    give(one.index, {one.table->schema, one.index->name});
  }
  void operator()(const diff::add_unique& one) const {
    take(one.constraint, {one.table->schema, one.constraint->name});
  }
  void operator()(const diff::drop_unique& one) const {
    give(one.constraint, {one.table->schema, one.constraint->name});
  }
  void operator()(const diff::add_primary_key& one) const {
    take(one.key, {one.table->schema, one.key->name});
  }
  void operator()(const diff::drop_primary_key& one) const {
    give(one.key, {one.table->schema, one.key->name});
  }

 private:
  void note(holders& in, const void* object, const diff::object_name& name) const {
    in[concat(name.schema.empty() ? "public" : name.schema, "\x1f", name.name)].push_back(
        {at_, object});
  }
  void give(const void* object, const diff::object_name& name, bool is_type = false) const {
    note(relations_.given, object, name);
    if (is_type) note(types_.given, object, name);
  }
  void take(const void* object, const diff::object_name& name, bool is_type = false) const {
    note(relations_.taken, object, name);
    if (is_type) note(types_.taken, object, name);
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
  void parts(const model::table& table, holders& in) const {
    for (const auto& one : table.unique_constraints) note(in, &one, {table.schema, one.name});
    for (const auto& one : table.primary_keys) note(in, &one, {table.schema, one.name});
    for (const auto& one : table.columns) {
      if (one.identity) note(in, &one, {table.schema, one.identity->name});
    }
  }

  position at_;
  name_space& relations_;
  name_space& types_;
};

}  // namespace

void dependencies::names() {
  name_space relations;
  name_space types;
  for (position at = 0; at < changes_.size(); ++at) {
    std::visit(name_book(at, relations, types), *changes_[at]);
  }
  for (const name_space* one : {&relations, &types}) {
    for (const auto& [name, givers] : one->given) {
      const auto takers = one->taken.find(name);
      if (takers == one->taken.end()) continue;
      for (const holder& giver : givers) {
        for (const holder& taker : takers->second) {
          // What is moved and renamed passes through a name of its own.
          const bool is_same = giver.object != nullptr && giver.object == taker.object;
          if (giver.at != taker.at && !is_same) before(giver.at, taker.at);
        }
      }
    }
  }
}

}  // namespace sluice::ddl
