// The schema as the project's files say it: the configuration is evaluated first, then the schema
// that it names.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "config/settings.hpp"
#include "frontend/typescript/load.hpp"
#include "project/remark_list.hpp"
#include "project/surroundings.hpp"
#include "script/engine.hpp"

namespace sluice::project {

struct source_request {
  config::values flags;
  std::vector<std::string> arguments;  // the command line, as process.argv shows it
  script::limits bounds;
  bool strict_imports = false;
  std::function<void(std::string_view)> console;  // what the files print
};

class schema_source {
 public:
  // Evaluates the configuration, if `at` has one. Throws CONFIG.*, SCRIPT.*. `said` outlives it.
  schema_source(const source_request& asked, const surroundings& at, remark_list& said);

  const config::settings& settings() const { return settings_; }

  // Evaluates the schema: once. Throws SCHEMA.NO_FILES, SCRIPT.*; SCHEMA.INVALID after all its
  // mistakes were said.
  frontend::typescript::loaded load();

  const std::vector<std::filesystem::path>& files() const { return files_; }  // of load()
  const std::vector<script::stand_in>& stand_ins() const { return engine_->stand_ins(); }
  const std::vector<script::input>& inputs() const { return engine_->inputs(); }

 private:
  std::filesystem::path directory_;
  remark_list& said_;
  std::unique_ptr<script::engine> engine_;
  config::settings settings_;
  std::vector<std::filesystem::path> files_;
};

}  // namespace sluice::project
