// Schemas: created, renamed, dropped.
#include <algorithm>

#include "diff/matching.hpp"
#include "model/generated_names.hpp"

namespace sluice::diff {

void match_schemas(comparison& all) {
  const auto name = [](const std::string& schema) { return entity_name{"", "", schema}; };
  all.schemas = match(all, entity::schema, all.before.schemas, all.after.schemas, name, name);
  for (const auto& [before, after] : all.schemas.renamed) all.renamed_schemas[*before] = *after;
  // Where another schema takes the name of one that goes, that has a name of its own until then:
  // what stands in it is not what stands in the other.
  const std::vector<std::string>& names = all.after.schemas;
  for (const std::string* one : all.schemas.deleted) {
    if (std::find(names.begin(), names.end(), *one) == names.end()) continue;
    all.renamed_schemas[*one] = model::temporary_name(*one);
  }
}

void change_schemas(comparison& all) {
  for (const std::string* one : all.schemas.created) all.add(create_schema{*one});
  for (const auto& [before, after] : all.schemas.renamed) {
    if (!model::is_kept_as_one(*before, *after)) all.add(rename_schema{*before, *after});
  }
  for (const std::string* one : all.schemas.deleted) {
    const std::string& now = all.schema_now(*one);
    if (now != *one) all.add(rename_schema{*one, now});
    all.add(drop_schema{now});
  }
}

}  // namespace sluice::diff
