#include "project/settings.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

namespace sluice::project {

namespace typescript = frontend::typescript;

namespace {

typescript::casing casing_of(const std::optional<std::string>& name) {
  if (!name) return typescript::casing::none;
  if (*name == "snake_case") return typescript::casing::snake_case;
  if (*name == "camelCase") return typescript::casing::camel_case;
  throw error(failure::config, "CONFIG.CASING", concat("there is no casing \"", *name, "\""))
      .advise("casing is snake_case or camelCase");
}

migrations::prefix prefix_of(const std::optional<std::string>& name) {
  if (!name) return migrations::prefix::index;
  if (const auto known = migrations::prefix_named(*name)) return *known;
  throw error(failure::config, "CONFIG.PREFIX", concat("there is no prefix \"", *name, "\""))
      .advise("prefix is index, timestamp, supabase, unix or none");
}

}  // namespace

bool needs_config(const generate_request& asked) {
  return asked.where.config || asked.schema.empty() || !asked.dialect;
}

void expect_postgresql(const std::optional<std::string>& dialect, const std::string& said_by) {
  if (!dialect || *dialect == "postgresql") return;
  throw error(failure::config, "CONFIG.DIALECT",
              concat(said_by, " asks for the dialect \"", *dialect, "\""))
      .because("sluice is for PostgreSQL alone")
      .advise("dialect: \"postgresql\"");
}

generate_settings settle(const generate_request& asked, const surroundings& at,
                         const std::optional<config::drizzle_config>& file) {
  expect_postgresql(asked.dialect, "--dialect");
  const config::drizzle_config said = file.value_or(config::drizzle_config{});
  if (!asked.dialect && file) expect_postgresql(said.dialect, said.file.string());

  generate_settings out;
  out.schema = asked.schema.empty() ? said.schema : asked.schema;
  if (out.schema.empty()) {
    if (!file) {
      throw error(failure::config, "CONFIG.NOT_FOUND",
                  concat("there is no drizzle.config.ts in ", at.directory.string()))
          .because("it says where the schema is; so does --schema")
          .advise("sluice generate --dialect postgresql --schema ./src/schema.ts");
    }
    throw error(failure::config, "CONFIG.NO_SCHEMA", "the configuration names no schema")
        .at({.file = said.file.string()})
        .advise("add schema: \"./src/schema.ts\", or give --schema");
  }
  out.out = at.directory / asked.out.value_or(said.out.value_or("drizzle"));
  out.out = out.out.lexically_normal();
  out.names = casing_of(asked.casing ? asked.casing : said.casing);
  out.prefix = prefix_of(asked.prefix ? asked.prefix : said.prefix);
  out.breakpoints = asked.breakpoints.value_or(said.breakpoints.value_or(true));
  return out;
}

}  // namespace sluice::project
