#include "codegen/typescript/files.hpp"

#include <unordered_set>

#include "codegen/typescript/imports.hpp"
#include "codegen/typescript/names.hpp"
#include "codegen/typescript/relations.hpp"
#include "codegen/typescript/schema.hpp"

namespace sluice::codegen::typescript {

files write_files(const model::database& schema, casing names, column_names told) {
  std::unordered_set<std::string> enums;
  for (const model::enum_type& one : schema.enums) {
    enums.insert(model::qualified(one.schema, one.name));
  }
  const std::vector<std::string> imported = imports_of(schema, enums);
  export_names exported(schema, names, imported);
  files out;
  out.schema = write_schema(schema, names, told, enums, imported, exported);
  out.relations = write_relations(schema, exported);
  return out;
}

}  // namespace sluice::codegen::typescript
