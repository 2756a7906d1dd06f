#include "project/surroundings.hpp"

#include <algorithm>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "config/drizzle_config.hpp"

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

using config::environment_name;

// It becomes a part of file names.
void expect_name(const environment_name& given) {
  const bool fits = std::all_of(given.name.begin(), given.name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  });
  if (fits) return;
  throw error(failure::config, "CONFIG.ENVIRONMENT",
              concat(given.origin, " names the environment \"", given.name, "\""))
      .because("the name is a part of file names: letters, digits, _, - and .")
      .advise("sluice … --env production");
}

std::optional<environment_name> environment_of(const location& asked, const surroundings& at) {
  const std::optional<std::string> set = at.variable("SLUICE_ENV");
  if (asked.environment && !asked.environment->empty()) {
    return environment_name{*asked.environment, asked.environment == set ? "SLUICE_ENV" : "--env"};
  }
  if (set) return environment_name{*set, "SLUICE_ENV"};
  if (const auto node = at.variable("NODE_ENV")) return environment_name{*node, "NODE_ENV"};
  return std::nullopt;
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
  config::env_files files{.environment = environment_of(asked, out)};
  for (const std::string& file : asked.env_files) files.named.push_back(out.directory / file);
  if (files.environment) {
    expect_name(*files.environment);
    out.environment["NODE_ENV"] = files.environment->name;
  }
  config::loaded_env loaded = config::load_env_files(out.environment, out.directory, files);
  out.from_files = std::move(loaded.origins);
  out.env_files = std::move(loaded.files);
  out.environment_name = std::move(loaded.environment);
  if (out.environment_name) {
    expect_name(*out.environment_name);
    out.environment["NODE_ENV"] = out.environment_name->name;
  }
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
