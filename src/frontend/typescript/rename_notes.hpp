// What the comments of a project's files say was renamed.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/json.hpp"
#include "frontend/typescript/rename_comment.hpp"
#include "model/database.hpp"
#include "model/rename.hpp"
#include "script/engine.hpp"

namespace sluice::frontend::typescript {

struct rename_notes {
  std::vector<model::noted_rename> renames;
  diagnostics remarks;  // comments that can't be understood
};

struct commented_file {
  std::string path;
  std::vector<rename_comment> comments;
};

struct commented_files {
  std::vector<commented_file> files;
  rapidjson::Document exports;  // of each file, as bundle/locate.js says them
};

// Of every file of the project that the engine has read; it has evaluated the schema.
commented_files find_rename_comments(script::engine& engine);

rename_notes read_rename_notes(const commented_files& found, const model::database& database);

}  // namespace sluice::frontend::typescript
