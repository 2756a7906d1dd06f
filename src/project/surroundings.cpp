#include "project/surroundings.hpp"

#include <string_view>
#include <unistd.h>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "config/drizzle_config.hpp"
#include "config/env_file.hpp"

namespace sluice::project {

namespace fs = std::filesystem;

namespace {

std::map<std::string, std::string> process_environment() {
  std::map<std::string, std::string> out;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view pair(*entry);
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || equals == 0) continue;
    out.emplace(pair.substr(0, equals), pair.substr(equals + 1));
  }
  return out;
}

}  // namespace

std::optional<std::string> surroundings::variable(const std::string& name) const {
  const auto found = environment.find(name);
  if (found == environment.end() || found->second.empty()) return std::nullopt;
  return found->second;
}

surroundings look_around(const location& asked) {
  surroundings out;
  out.directory = fs::current_path();
  out.environment = process_environment();
  std::vector<fs::path> env_files;
  env_files.reserve(asked.env_files.size());
  for (const std::string& file : asked.env_files) env_files.push_back(out.directory / file);
  config::load_env_files(out.environment, out.directory, env_files, asked.environment);
  if (asked.config) {
    out.config = (out.directory / *asked.config).lexically_normal();
    if (!fs::exists(*out.config)) {
      throw error(failure::config, "CONFIG.NOT_FOUND",
                  concat("there is no file ", out.config->string()))
          .advise("--config names a drizzle.config.ts, .js or .json");
    }
  } else {
    out.config = config::find_drizzle_config(out.directory);
  }
  out.root = workspace_root(out.directory);
  return out;
}

}  // namespace sluice::project
