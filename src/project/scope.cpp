#include "project/scope.hpp"

#include "base/json.hpp"

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
                       {"sluice_trash", "kept"}}};
}

}  // namespace sluice::project
