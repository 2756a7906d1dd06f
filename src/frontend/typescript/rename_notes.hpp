// What the comments of a project's files say was renamed.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "model/database.hpp"
#include "model/rename.hpp"
#include "script/engine.hpp"

namespace sluice::frontend::typescript {

struct rename_notes {
  std::vector<model::noted_rename> renames;
  diagnostics remarks;  // comments that can't be understood
};

// Of every file of the project that the engine has read; it has evaluated the schema.
rename_notes read_rename_notes(script::engine& engine, const model::database& database);

}  // namespace sluice::frontend::typescript
