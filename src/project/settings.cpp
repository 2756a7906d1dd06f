#include "project/settings.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "config/sluice_toml.hpp"

namespace sluice::project {

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
  said.sluice_toml = config::load_sluice_toml(at.directory).value_or(config::values{});
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
