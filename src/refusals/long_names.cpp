// Names that PostgreSQL cuts: it takes them, and the thing has another name than the schema says.
#include "base/text.hpp"
#include "model/generated_names.hpp"
#include "refusals/rules.hpp"

namespace sluice::refusals {

namespace {

void look(const char* kind, const std::string& name, subject where, list& found) {
  const std::string kept = model::clipped(name);
  if (kept == name) return;
  found.push_back({"SCHEMA.NAME_CUT",
                   {},
                   concat("the name of ", kind, " \"", name, "\" is ", std::to_string(name.size()),
                          " bytes long; PostgreSQL keeps \"", kept, "\""),
                   "give it a name of at most 63 bytes",
                   std::move(where)});
}

void look_at_table(const model::table& table, list& found) {
  const auto part = [&](const char* kind, const std::string& name) {
    look(kind, name, about(table, name), found);
  };
  look("table", table.name, about(table, {}), found);
  for (const auto& one : table.columns) part("column", one.name);
  for (const auto& one : table.primary_keys) part("primary key", one.name);
  for (const auto& one : table.unique_constraints) part("unique constraint", one.name);
  for (const auto& one : table.check_constraints) part("check", one.name);
  for (const auto& one : table.indexes) part("index", one.name);
  for (const auto& one : table.policies) part("policy", one.name);
  for (const auto& one : table.foreign_keys) {
    // Mostly derived: the source names the column instead.
    look("foreign key", one.name,
         about(table, one.columns_from.empty() ? one.name : one.columns_from.front()), found);
  }
}

}  // namespace

void find_long_names(const model::database& schema, list& found) {
  for (const std::string& one : schema.schemas) look("schema", one, {one, one, {}}, found);
  for (const auto& one : schema.roles) look("role", one.name, {{}, one.name, {}}, found);
  for (const auto& one : schema.enums) look("enum", one.name, {one.schema, one.name, {}}, found);
  for (const auto& one : schema.sequences) {
    look("sequence", one.name, {one.schema, one.name, {}}, found);
  }
  for (const auto& one : schema.views) {
    if (!one.is_existing) look("view", one.name, {one.schema, one.name, {}}, found);
  }
  for (const model::table& one : schema.tables) look_at_table(one, found);
}

}  // namespace sluice::refusals
