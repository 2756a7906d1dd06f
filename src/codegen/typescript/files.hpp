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

// Whether a column is told its name in the database where its key in TypeScript is that name too: a
// project that has drizzle-orm convert names needs it.
enum class column_names { where_needed, always };

files write_files(const model::database& schema, casing names,
                  column_names told = column_names::where_needed);

}  // namespace sluice::codegen::typescript
