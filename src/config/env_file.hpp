// .env files, read as the package dotenv reads them: NAME=value, quotes, comments, values of
// several lines.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/expand.hpp"

namespace sluice::config {

// What the file says, references as they are written. A name comes once.
assignments parse_env(std::string_view text);

// Which environment is meant: "production".
struct environment_name {
  std::string name;
  std::string origin;  // "--env", "SLUICE_ENV", "NODE_ENV", the name of a file
};

struct env_files {
  std::vector<std::filesystem::path> named;  // --env-file: they stand for the folder's own
  std::optional<environment_name> environment;
};

// Adds to the environment what .env files say; a variable that is set is never overridden, and what
// a later file says goes before an earlier one. Without files that are named it is the folder's
// .env, which is all that drizzle-kit reads; for a named environment also .env.local, .env.NAME and
// .env.NAME.local. Where nothing names the environment, SLUICE_ENV or NODE_ENV of .env does.
// Throws CONFIG.NO_ENV_FILE for a named file that is not there.
struct loaded_env {
  std::optional<environment_name> environment;
  variables origins;               // by a variable's name: the file that it is from
  std::vector<std::string> files;  // that were read, the last goes before the first
};
loaded_env load_env_files(variables& environment, const std::filesystem::path& folder,
                          const env_files& asked);

}  // namespace sluice::config
