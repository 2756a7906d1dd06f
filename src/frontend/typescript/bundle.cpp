#include "frontend/typescript/bundle.hpp"

#include <array>
#include <span>
#include <string>
#include <vector>

// The bytes that the build puts between these symbols (cmake/EmbedScript.cmake).
extern "C" {
// NOLINTBEGIN(readability-identifier-naming)
extern const unsigned char sluice_script_schema_begin[];
extern const unsigned char sluice_script_schema_end[];
extern const unsigned char sluice_script_other_databases_begin[];
extern const unsigned char sluice_script_other_databases_end[];
// NOLINTEND(readability-identifier-naming)
}

namespace sluice::frontend::typescript {

namespace {

// What bundle/schema.js and bundle/other_databases.js define.
constexpr std::array schema_modules = {"sluice:schema",
                                       "drizzle-orm",
                                       "drizzle-orm/pg-core",
                                       "drizzle-orm/sql",
                                       "drizzle-orm/relations",
                                       "drizzle-orm/casing",
                                       "drizzle-orm/supabase",
                                       "drizzle-orm/neon",
                                       "drizzle-orm/version",
                                       "drizzle-orm/pg-core/columns/all",
                                       "drizzle-orm/pg-core/expressions",
                                       "drizzle-orm/pg-core/view-base",
                                       "drizzle-orm/selection-proxy",
                                       "drizzle-orm/table.utils",
                                       "drizzle-orm/tracing"};
constexpr std::array other_modules = {"drizzle-orm/gel-core", "drizzle-orm/mysql-core",
                                      "drizzle-orm/singlestore-core", "drizzle-orm/sqlite-core"};

}  // namespace

std::vector<std::string> module_names() {
  std::vector<std::string> names(schema_modules.begin(), schema_modules.end());
  names.insert(names.end(), other_modules.begin(), other_modules.end());
  return names;
}

void add_bundles(script::engine& engine) {
  engine.add_bundle({"schema",
                     {sluice_script_schema_begin, sluice_script_schema_end},
                     {schema_modules.begin(), schema_modules.end()}});
  engine.add_bundle({"other_databases",
                     {sluice_script_other_databases_begin, sluice_script_other_databases_end},
                     {other_modules.begin(), other_modules.end()}});
}

}  // namespace sluice::frontend::typescript
