// From a schema to a migration file: evaluate, compare with the last snapshot, plan, write.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "config/values.hpp"
#include "ddl/statement.hpp"
#include "project/renames.hpp"
#include "project/summary.hpp"
#include "project/surroundings.hpp"
#include "project/verify_generated.hpp"
#include "script/engine.hpp"

namespace sluice::project {

struct generate_request {
  location where;
  config::values flags;
  std::optional<std::string> name;
  bool custom = false;
  bool dry_run = false;
  rename_answers answers;
  bool strict_imports = false;
  bool use_cache = true;
  verify_wish verify;
  script::limits bounds;
  std::vector<std::string> arguments;  // the command line, as process.argv shows it
};

struct generate_callbacks {
  std::function<void(const diagnostic&)> remark;
  std::function<void(std::string_view)> console;             // what the schema files print
  std::function<void(const std::filesystem::path&)> folder;  // the migrations', once it is known
  ask_rename ask;
};

// What takes the migration back.
struct way_back {
  std::filesystem::path file;
  std::string sql;
  std::vector<ddl::statement> statements;
};

struct migration {
  std::string tag;
  std::filesystem::path file;
  std::string sql;  // the file's text
  std::vector<ddl::statement> statements;
  std::optional<way_back> down{};  // where it is wanted
};

// The migration that leads to the schema.
struct generate_result : migration {
  enum class outcome {
    unchanged,
    written,
    planned,      // --dry-run: nothing was written
    needs_input,  // `questions` are open: nothing was written
  };
  outcome end = outcome::unchanged;
  bool custom = false;
  bool from_cache = false;
  summary schema;
  // One that has to be committed before: it adds values to enums.
  std::optional<migration> first;
  std::vector<std::filesystem::path> files;  // the schema's, where it was evaluated
  std::vector<script::stand_in> stand_ins;
  std::vector<diff::question> questions;
  std::optional<verification> verified;
};

// Throws sluice::error; SCHEMA.INVALID after all mistakes of the schema went to `remark`.
generate_result generate(const generate_request& asked, const generate_callbacks& to);

}  // namespace sluice::project
