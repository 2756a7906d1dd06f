#include "project/scope.hpp"

#include <algorithm>

#include "base/json.hpp"
#include "catalog/tables_filter.hpp"
#include "model/schema_name.hpp"

namespace sluice::project {

namespace {

std::vector<std::string> names(const rapidjson::Value& object, std::string_view key) {
  std::vector<std::string> out;
  const rapidjson::Value* list = member(object, key);
  if (list == nullptr || !list->IsArray()) return out;
  for (const rapidjson::Value& one : list->GetArray()) {
    if (one.IsString()) out.emplace_back(view(one));
  }
  return out;
}

// As drizzle-kit: `true` is all of them, an object those that it names.
catalog::role_scope roles_of(const config::setting<std::string>& said) {
  catalog::role_scope out;
  if (said.value.empty() || said.value == "false") return out;
  out.wanted = true;
  if (said.value == "true") return out;
  const rapidjson::Document asked = parse_json(said.value, said.origin);
  out.include = names(asked, "include");
  out.exclude = names(asked, "exclude");
  out.provider = string_member(asked, "provider");
  return out;
}

// The name as a glob for it.
std::string glob_of(const std::string& name) {
  std::string out;
  for (const char one : name) {
    const bool is_plain = (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') ||
                          (one >= '0' && one <= '9') || one == '_' || one == '-';
    out += is_plain ? one : '?';
  }
  return out;
}

// Which data migrations were applied: nothing that a schema has to say, unless it does.
bool is_tracking(const model::table& one) {
  return model::schema_name(one.schema) == "public" && one.name == "data_migrations";
}

// A glob that takes one of them out is not asked.
template <typename Named>
void let_in(std::vector<std::string>& filter, const std::vector<Named>& all) {
  for (const Named& one : all) {
    if (catalog::tables_filter(filter, {}).passes(one.name)) continue;
    std::erase_if(filter, [&](const std::string& glob) {
      return glob.starts_with('!') && !catalog::tables_filter({glob}, {}).passes(one.name);
    });
    filter.push_back(glob_of(one.name));
  }
}

}  // namespace

catalog::scope scope_of(const config::settings& said) {
  return {.schema_filter = said.schema_filter.value,
          .tables_filter = said.tables_filter.value,
          .extensions_filters = said.extensions_filters.value,
          .roles = roles_of(said.roles),
          .left_out = {{said.migrations_schema.value, said.migrations_table.value},
                       {"sluice", "runs"},
                       {"sluice", "steps"},
                       {"sluice", "settings"},
                       {"sluice", "loads"},
                       {"sluice", "load_rows"},
                       {"sluice_trash", "kept"}}};
}

void take_tracking_out(model::database& found, const model::database& wanted) {
  if (std::none_of(wanted.tables.begin(), wanted.tables.end(), is_tracking)) {
    std::erase_if(found.tables, is_tracking);
  }
}

catalog::scope widened(catalog::scope about, const model::database& schema) {
  if (std::none_of(schema.tables.begin(), schema.tables.end(), is_tracking)) {
    about.left_out.emplace_back("public", "data_migrations");
  }
  if (about.schema_filter.empty()) about.schema_filter = {"public"};
  const auto add = [](std::vector<std::string>& all, const std::string& one) {
    const std::string name = model::schema_name(one);
    if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
  };
  for (const std::string& one : schema.schemas) add(about.schema_filter, one);
  for (const auto& one : schema.tables) add(about.schema_filter, one.schema);
  for (const auto& one : schema.enums) add(about.schema_filter, one.schema);
  for (const auto& one : schema.sequences) add(about.schema_filter, one.schema);
  for (const auto& one : schema.views) add(about.schema_filter, one.schema);
  if (!schema.roles.empty() && !about.roles.wanted) {
    about.roles.wanted = true;
    for (const auto& one : schema.roles) add(about.roles.include, one.name);
  }
  if (!about.tables_filter.empty()) {
    let_in(about.tables_filter, schema.tables);
    let_in(about.tables_filter, schema.views);
  }
  about.linked_policies = schema.policies;
  return about;
}

}  // namespace sluice::project
