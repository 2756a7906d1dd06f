// A project's Drizzle schema, evaluated: its files in, a model out.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "frontend/typescript/declaration.hpp"
#include "model/database.hpp"
#include "model/rename.hpp"
#include "script/engine.hpp"

namespace sluice::frontend::typescript {

enum class casing { none, snake_case, camel_case };

struct loaded {
  model::database database;
  diagnostics remarks;  // mistakes in the schema (errors) and warnings, in drizzle-kit's words
                        // where it has some
  std::vector<declaration> declarations;
  std::vector<model::noted_rename> renames;  // what comments say
};

// The files that `patterns` (files, folders, globs) mean, sorted as drizzle-kit reads them. Throws
// SCHEMA.NO_FILES.
std::vector<std::filesystem::path> schema_files(const std::vector<std::string>& patterns,
                                                const std::filesystem::path& working_directory);

// The engine knows the bundles of bundle.hpp; it has ended after it.
loaded load(script::engine& engine, const std::vector<std::filesystem::path>& files, casing names,
            const std::vector<std::string>& schema_filter);

}  // namespace sluice::frontend::typescript
