// Two things of one name: relations share the names of their schema, types theirs with tables and
// views, constraints those of their table.
#include <unordered_map>
#include <unordered_set>

#include "base/text.hpp"
#include "model/generated_names.hpp"
#include "model/schema_name.hpp"
#include "refusals/rules.hpp"

namespace sluice::refusals {

namespace {

class names_in_use {
 public:
  explicit names_in_use(list& found) : found_(found) {}

  void take(const std::string& schema, const std::string& name, const std::string& what,
            const std::string& sqlstate, subject where) {
    const auto [other, is_free] =
        taken_.try_emplace(model::qualified(schema, model::clipped(name)), what);
    if (is_free) return;
    found_.push_back({"SCHEMA.NAME_TAKEN", sqlstate,
                      concat(what, " has the name of ", other->second, " in schema \"",
                             model::schema_name(schema), "\""),
                      "rename one of them", std::move(where)});
  }

 private:
  list& found_;
  std::unordered_map<std::string, std::string> taken_;  // qualified() to what it is
};

std::string called(const char* kind, const std::string& name) {
  return concat(kind, " \"", name, "\"");
}
std::string called(const char* kind, const std::string& name, const model::table& of) {
  return concat(called(kind, name), " of table \"", of.name, "\"");
}

// A table's rows, and a view's, are types too.
void find_types(const model::database& schema, list& found) {
  names_in_use types(found);
  for (const model::table& table : schema.tables) {
    types.take(table.schema, table.name, called("table", table.name), "42710", about(table, {}));
  }
  for (const model::view& view : schema.views) {
    if (view.is_existing) continue;
    types.take(view.schema, view.name, called("view", view.name), "42710",
               {view.schema, view.name, {}});
  }
  for (const model::enum_type& type : schema.enums) {
    types.take(type.schema, type.name, called("enum", type.name), "42710",
               {type.schema, type.name, {}});
  }
}

// Tables and views among themselves are find_types()'.
void find_relations(const model::database& schema, list& found) {
  names_in_use relations(found);
  std::unordered_set<std::string> types;
  for (const model::table& table : schema.tables) {
    if (!types.insert(model::qualified(table.schema, table.name)).second) continue;
    relations.take(table.schema, table.name, called("table", table.name), "42P07", {});
  }
  for (const model::view& view : schema.views) {
    if (view.is_existing || !types.insert(model::qualified(view.schema, view.name)).second)
      continue;
    relations.take(view.schema, view.name, called("view", view.name), "42P07", {});
  }
  for (const model::sequence& sequence : schema.sequences) {
    relations.take(sequence.schema, sequence.name, called("sequence", sequence.name), "42P07",
                   {sequence.schema, sequence.name, {}});
  }
  for (const model::table& table : schema.tables) {
    for (const model::primary_key& key : table.primary_keys) {
      relations.take(table.schema, key.name, called("primary key", key.name, table), "42P07",
                     about(table, key.name));
    }
    for (const model::unique_constraint& key : table.unique_constraints) {
      relations.take(table.schema, key.name, called("unique constraint", key.name, table), "42P07",
                     about(table, key.name));
    }
    for (const model::index& index : table.indexes) {
      relations.take(table.schema, index.name, called("index", index.name, table), "42P07",
                     about(table, index.name));
    }
  }
}

void find_constraints(const model::table& table, list& found) {
  std::unordered_map<std::string, std::string> taken;
  const auto take = [&](const char* kind, const std::string& name) {
    const auto [other, is_free] = taken.try_emplace(model::clipped(name), kind);
    if (is_free) return;
    found.push_back({"SCHEMA.NAME_TAKEN", "42710",
                     concat(called(kind, name), " of table \"", table.name,
                            "\" has the name of its ", other->second),
                     "rename one of them", about(table, name)});
  };
  // These are relations too: among themselves they are find_relations()'.
  for (const auto& key : table.primary_keys) taken.try_emplace(key.name, "primary key");
  for (const auto& key : table.unique_constraints) {
    taken.try_emplace(key.name, "unique constraint");
  }
  for (const auto& check : table.check_constraints) take("check", check.name);
  for (const auto& key : table.foreign_keys) take("foreign key", key.name);
}

}  // namespace

void find_in_names(const model::database& schema, list& found) {
  find_types(schema, found);
  find_relations(schema, found);
  for (const model::table& table : schema.tables) find_constraints(table, found);
}

}  // namespace sluice::refusals
