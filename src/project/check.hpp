// Whether a project's migrations are in order: the folder by itself, the schema against its last
// snapshot, the files against what git has of them. Writes nothing.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "config/values.hpp"
#include "ddl/statement.hpp"
#include "project/surroundings.hpp"
#include "script/engine.hpp"

namespace sluice::project {

struct check_request {
  location where;
  config::values flags;
  bool schema = true;
  bool git = true;
  // The commit that others have already: what it has of the migrations stays. Unasked, the base of
  // the merge request that a CI job is for, else the last commit.
  std::optional<std::string> base;
  script::limits bounds;               // of what evaluates the schema
  std::vector<std::string> arguments;  // the command line, as process.argv shows it
};

struct check_callbacks {
  std::function<void(const diagnostic&)> remark;  // on the configuration
  std::function<void(std::string_view)> console;  // what the schema files print
};

struct check_result {
  std::filesystem::path folder;
  diagnostics findings;
  // What no migration has yet of the schema.
  std::string sql;
  std::vector<ddl::statement> statements;
  bool schema_was_compared = false;
  std::string base;  // what git was asked about; empty: it was not
};

// Throws CONFIG.*, CHECK.NO_BASE for a base that was asked for.
check_result check(const check_request& asked, const check_callbacks& to);

}  // namespace sluice::project
