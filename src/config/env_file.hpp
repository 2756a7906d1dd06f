// .env files, read as the package dotenv reads them: NAME=value, quotes, comments, values of
// several lines.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::config {

using variables = std::map<std::string, std::string>;

variables parse_env(std::string_view text);

// One file that was asked for by name. Throws CONFIG.NO_ENV_FILE where there is none.
variables read_env_file(const std::filesystem::path& file);

// The folder's .env, which is all that drizzle-kit reads; for a named environment also .env.local,
// .env.NAME and .env.NAME.local. What a later one says goes before an earlier one.
variables read_env_files(const std::filesystem::path& folder,
                         const std::optional<std::string>& name);

// Adds what `from` has and `environment` has not: a variable that is set is never overridden.
void add_variables(variables& environment, const variables& from);

// What the flags --env-file FILE and --env NAME make of the process's environment: files that are
// named stand for the folder's own, which are read where none is. Of several, a later one goes
// before an earlier one.
void load_env_files(variables& environment, const std::filesystem::path& folder,
                    const std::vector<std::filesystem::path>& files,
                    const std::optional<std::string>& name);

}  // namespace sluice::config
