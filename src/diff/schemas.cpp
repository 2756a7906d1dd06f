// Schemas: created, renamed, dropped.
#include "diff/matching.hpp"

namespace sluice::diff {

void match_schemas(comparison& all) {
  const auto name = [](const std::string& schema) { return entity_name{"", "", schema}; };
  all.schemas = match(all, entity::schema, all.before.schemas, all.after.schemas, name, name);
  for (const auto& [before, after] : all.schemas.renamed) all.renamed_schemas[*before] = *after;
}

void change_schemas(comparison& all) {
  for (const std::string* one : all.schemas.created) all.add(create_schema{*one});
  for (const auto& [before, after] : all.schemas.renamed) all.add(rename_schema{*before, *after});
  for (const std::string* one : all.schemas.deleted) all.add(drop_schema{*one});
}

}  // namespace sluice::diff
