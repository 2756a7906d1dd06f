#include "diff/held_names.hpp"

namespace sluice::diff {

void held_names::look() {
  if (has_looked_) return;
  has_looked_ = true;
  for (const auto& [before, after] : all_.tables.kept) {
    add(*before, all_.schema_now(before->schema));
  }
  for (const model::table* one : all_.tables.created) add(*one, one->schema);
  for (const auto& [before, after] : all_.sequences.kept) {
    add_relation(all_.schema_now(before->schema), before->name);
  }
  for (const model::sequence* one : all_.sequences.created) add_relation(one->schema, one->name);
  for (const auto& [before, after] : all_.views.kept) {
    const std::string& schema = all_.schema_now(before->schema);
    add_relation(schema, before->name);
    add_type(schema, before->name);
  }
  for (const auto& [before, after] : all_.enums.kept) {
    add_type(all_.schema_now(before->schema), before->name);
  }
  for (const model::enum_type* one : all_.enums.created) add_type(one->schema, one->name);
}

// With what comes with a table. Names that PostgreSQL made up are assumed to have no number.
void held_names::add(const model::table& table, const std::string& schema) {
  add_relation(schema, table.name);
  add_type(schema, table.name);
  for (const model::column& one : table.columns) {
    if (one.primary_key) add_relation(schema, model::generated_name(table.name, "", "pkey"));
    if (one.identity) add_relation(schema, one.identity->name);
    if (model::is_serial(one)) {
      add_relation(schema, model::generated_name(table.name, one.name, "seq"));
    }
  }
  for (const auto& one : table.primary_keys) add_relation(schema, one.name);
  for (const auto& one : table.unique_constraints) add_relation(schema, one.name);
  for (const auto& one : table.indexes) add_relation(schema, one.name);
}

}  // namespace sluice::diff
