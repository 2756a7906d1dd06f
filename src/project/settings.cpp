#include "project/settings.hpp"

#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "config/sluice_toml.hpp"

namespace sluice::project {

namespace {

// Nothing where the file has no such environment: it may mean something to drizzle.config or .env
// files alone. But a name that is nearly one of the file's, and no file's, is a slip.
config::values environment_of(const config::sluice_toml& toml, const surroundings& at,
                              const config::environment_name& asked) {
  const auto found = toml.environments.find(asked.name);
  if (found != toml.environments.end()) return found->second;
  std::vector<std::string> known;
  for (const auto& [name, said] : toml.environments) known.push_back(name);
  const std::string near = nearest(asked.name, known);
  const std::filesystem::path own = at.directory / concat(".env.", asked.name);
  if (near.empty() || asked.origin == "NODE_ENV" || std::filesystem::exists(own) ||
      std::filesystem::exists(concat(own.string(), ".local"))) {
    return {};
  }
  throw error(failure::config, "CONFIG.ENVIRONMENT",
              concat("sluice.toml has no environment \"", asked.name, "\" (", asked.origin, ")"))
      .advise(concat("did you mean ", near, "?"));
}

}  // namespace

bool needs_config(const location& where, const config::values& flags) {
  return where.config || !flags.schema || !flags.dialect;
}

std::optional<config::drizzle_config> evaluate_config(
    script::engine& engine, const surroundings& at,
    const std::function<void(const diagnostic&)>& remark) {
  if (!at.config) return std::nullopt;
  config::drizzle_config out = config::load_drizzle_config(engine, *at.config);
  for (const diagnostic& one : out.remarks) remark(one);
  for (const std::string& key : out.unknown_keys) {
    remark({.level = severity::note,
            .code = "CONFIG.UNKNOWN_KEY",
            .message = concat("\"", key, "\" of the configuration means nothing to sluice"),
            .where = {.file = out.file.string()}});
  }
  return out;
}

config::settings resolve_settings(const surroundings& at, const config::values& flags,
                                  const std::optional<config::drizzle_config>& file) {
  config::sources said;
  said.flags = flags;
  said.environment = config::values_of(at.environment);
  if (auto toml = config::load_sluice_toml(at.directory)) {
    if (at.environment_name) {
      said.named_environment = environment_of(*toml, at, *at.environment_name);
      said.named_environment_name = concat("sluice.toml [env.", at.environment_name->name, "]");
    }
    said.sluice_toml = std::move(toml->general);
  }
  if (file) {
    said.drizzle_config = config::values_of(*file);
    said.drizzle_config_name = file->file.filename().string();
  }
  return config::resolve(said);
}

std::filesystem::path absolute(const surroundings& at, const std::string& path) {
  return (at.directory / path).lexically_normal();
}

}  // namespace sluice::project
