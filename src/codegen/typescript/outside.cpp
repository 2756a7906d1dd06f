#include "codegen/typescript/outside.hpp"

#include "base/text.hpp"
#include "codegen/typescript/text.hpp"

namespace sluice::codegen::typescript {

namespace {

// "auth"."users" as auth and users.
std::pair<std::string, std::string> parts_of(const std::string& on) {
  const std::size_t dot = on.find("\".\"");
  if (dot == std::string::npos || on.size() < 2) return {"public", on};
  return {on.substr(1, dot - 1), on.substr(dot + 3, on.size() - dot - 4)};
}

// What a column is that a foreign key of this one points to, as far as the model knows.
model::column target(const model::column& from, const std::string& name) {
  model::column out;
  out.name = name;
  out.type = from.type;
  out.type_schema = from.type_schema;
  if (out.type.ends_with("serial")) {
    out.type = out.type == "bigserial" ? "bigint" : out.type == "serial" ? "integer" : "smallint";
  }
  return out;
}

}  // namespace

outside_things::outside_things(const model::database& all, export_names& exported)
    : exported_(exported) {
  const auto add_all = [&](const auto& list) {
    for (const auto& one : list) add_schema(one.schema, exported);
  };
  add_all(all.tables);
  add_all(all.views);
  add_all(all.enums);
  add_all(all.sequences);
  for (const model::table& one : all.tables) {
    for (const model::foreign_key& key : one.foreign_keys) {
      const std::string schema = key.schema_to.value_or("public");
      const bool is_own = !exported.table(schema, key.table_to).empty();
      if (is_own && !tables_.contains(model::qualified(schema, key.table_to))) continue;
      table& to = add_table(schema, key.table_to, exported);
      for (std::size_t i = 0; i < key.columns_to.size() && i < key.columns_from.size(); i++) {
        const model::column* from = model::find(one.columns, key.columns_from[i]);
        if (from == nullptr || model::find(to.columns, key.columns_to[i]) != nullptr) continue;
        to.columns.push_back(target(*from, key.columns_to[i]));
      }
    }
  }
  for (const model::policy& one : all.policies) {
    const auto [schema, name] = parts_of(one.on.value_or(""));
    if (exported.table(schema, name).empty()) add_table(schema, name, exported);
  }
}

void outside_things::add_schema(const std::string& name, export_names& exported) {
  if (name.empty() || name == "public" || !exported.schema(name).empty()) return;
  const auto [place, is_new] = schemas_.try_emplace(name);
  if (is_new) place->second = exported.take(name, "Schema");
}

outside_things::table& outside_things::add_table(const std::string& schema, const std::string& name,
                                                 export_names& exported) {
  add_schema(schema, exported);
  const auto [place, is_new] = tables_.try_emplace(model::qualified(schema, name));
  if (is_new) place->second = {schema, name, exported.take_table(schema, name), {}};
  return place->second;
}

std::string outside_things::schema(const std::string& name) const {
  const auto place = schemas_.find(name);
  return place == schemas_.end() ? "" : place->second;
}

std::string outside_things::table_of(const model::policy& policy) const {
  const auto [schema, name] = parts_of(policy.on.value_or(""));
  return exported_.table(schema, name);
}

void outside_things::write(std::string& out, const column_writer& columns) const {
  if (schemas_.empty() && tables_.empty()) return;
  out += "\n// Not part of this schema, and not exported: it only points to them.\n";
  for (const auto& [name, exported] : schemas_) {
    out += concat("const ", exported, " = pgSchema(", double_quoted(name), ");\n");
  }
  for (const auto& [key, one] : tables_) {
    const bool is_public = one.schema.empty() || one.schema == "public";
    const std::string known = exported_.schema(one.schema);
    out +=
        concat("const ", one.exported, " = ",
               is_public ? "pgTable" : concat(known.empty() ? schema(one.schema) : known, ".table"),
               "(", double_quoted(one.name), ", {");
    for (std::size_t i = 0; i < one.columns.size(); i++) {
      const model::column& column = one.columns[i];
      out += concat(i > 0 ? ", " : " ", property_key(column.name), ": ",
                    columns.builder(column, columns.type_of(column), column.name));
    }
    out += one.columns.empty() ? "});\n" : " });\n";
  }
}

}  // namespace sluice::codegen::typescript
