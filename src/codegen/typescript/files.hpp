// schema.ts and relations.ts of a model, as drizzle-kit pull writes them.
#pragma once

#include <string>

#include "model/database.hpp"

namespace sluice::codegen::typescript {

enum class casing {
  preserve,
  camel
};  // of the names in TypeScript; drizzle-kit's default is camel

struct files {
  std::string schema;
  std::string relations;
};

files write_files(const model::database& schema, casing names);

}  // namespace sluice::codegen::typescript
