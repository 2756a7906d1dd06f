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

constexpr std::array other_modules = {"drizzle-orm/mysql-core", "drizzle-orm/sqlite-core"};

// What bundle/schema.js defines.
std::vector<std::string> schema_modules() {
  std::vector<std::string> modules = {"sluice:schema", "drizzle-orm"};
  for (const char* file : {"pg-core",
                           "sql",
                           "relations",
                           "casing",
                           "supabase",
                           "supabase/rls",
                           "neon",
                           "neon/rls",
                           "version",
                           "selection-proxy",
                           "table.utils",
                           "tracing",
                           "alias",
                           "column",
                           "column-builder",
                           "entity",
                           "errors",
                           "logger",
                           "operations",
                           "query-promise",
                           "sql/expressions",
                           "sql/expressions/conditions",
                           "sql/expressions/select",
                           "sql/functions",
                           "sql/functions/aggregate",
                           "sql/functions/vector",
                           "sql/sql",
                           "subquery",
                           "table",
                           "utils",
                           "view-common"}) {
    modules.push_back(std::string("drizzle-orm/") + file);
  }
  for (const char* file : {"alias",
                           "checks",
                           "columns",
                           "columns/all",
                           "columns/bigint",
                           "columns/bigserial",
                           "columns/boolean",
                           "columns/char",
                           "columns/cidr",
                           "columns/common",
                           "columns/custom",
                           "columns/date",
                           "columns/date.common",
                           "columns/double-precision",
                           "columns/enum",
                           "columns/inet",
                           "columns/int.common",
                           "columns/integer",
                           "columns/interval",
                           "columns/json",
                           "columns/jsonb",
                           "columns/line",
                           "columns/macaddr",
                           "columns/macaddr8",
                           "columns/numeric",
                           "columns/point",
                           "columns/postgis_extension/geometry",
                           "columns/real",
                           "columns/serial",
                           "columns/smallint",
                           "columns/smallserial",
                           "columns/text",
                           "columns/time",
                           "columns/timestamp",
                           "columns/uuid",
                           "columns/varchar",
                           "columns/vector_extension/bit",
                           "columns/vector_extension/halfvec",
                           "columns/vector_extension/sparsevec",
                           "columns/vector_extension/vector",
                           "db",
                           "dialect",
                           "expressions",
                           "foreign-keys",
                           "indexes",
                           "policies",
                           "primary-keys",
                           "query-builders",
                           "query-builders/query-builder",
                           "query-builders/select",
                           "roles",
                           "schema",
                           "sequence",
                           "session",
                           "subquery",
                           "table",
                           "unique-constraint",
                           "utils",
                           "utils/array",
                           "view",
                           "view-base",
                           "view-common"}) {
    modules.push_back(std::string("drizzle-orm/pg-core/") + file);
  }
  return modules;
}

}  // namespace

std::vector<std::string> module_names() {
  std::vector<std::string> names = schema_modules();
  names.insert(names.end(), other_modules.begin(), other_modules.end());
  return names;
}

void add_bundles(script::engine& engine) {
  engine.add_bundle(
      {"schema", {sluice_script_schema_begin, sluice_script_schema_end}, schema_modules()});
  engine.add_bundle({"other_databases",
                     {sluice_script_other_databases_begin, sluice_script_other_databases_end},
                     {other_modules.begin(), other_modules.end()}});
}

}  // namespace sluice::frontend::typescript
