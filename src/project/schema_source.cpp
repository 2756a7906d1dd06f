#include "project/schema_source.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "project/evaluation.hpp"
#include "project/settings.hpp"

namespace sluice::project {

namespace typescript = frontend::typescript;

namespace {

void expect_schema(const config::settings& said, const surroundings& at) {
  if (!said.schema.value.empty()) return;
  if (!at.config) {
    throw error(failure::config, "CONFIG.NOT_FOUND",
                concat("there is no drizzle.config.ts in ", at.directory.string()))
        .because("it says where the schema is; so does --schema")
        .advise("sluice generate --dialect postgresql --schema ./src/schema.ts");
  }
  throw error(failure::config, "CONFIG.NO_SCHEMA", "the configuration names no schema")
      .at({.file = at.config->string()})
      .advise("add schema: \"./src/schema.ts\", or give --schema");
}

void expect_valid(const remark_list& said) {
  if (said.errors() == 0) return;
  throw error(failure::config, "SCHEMA.INVALID",
              said.errors() == 1
                  ? "the schema has a mistake"
                  : concat("the schema has ", std::to_string(said.errors()), " mistakes"))
      .advise("correct what is listed above; nothing was written");
}

typescript::casing casing_of(const config::settings& said) {
  if (said.casing.value == "snake_case") return typescript::casing::snake_case;
  if (said.casing.value == "camelCase") return typescript::casing::camel_case;
  return typescript::casing::none;
}

}  // namespace

schema_source::schema_source(const source_request& asked, const surroundings& at, remark_list& said)
    : directory_(at.directory),
      said_(said),
      engine_(make_engine({.root = at.root,
                           .working_directory = at.directory,
                           .arguments = asked.arguments,
                           .environment = at.environment,
                           .bounds = asked.bounds,
                           .strict_imports = asked.strict_imports,
                           .console = asked.console})),
      settings_(resolve_settings(
          at, asked.flags,
          evaluate_config(*engine_, at, [&](const diagnostic& one) { said.add(one); }))) {
  expect_schema(settings_, at);
}

typescript::loaded schema_source::load() {
  files_ = typescript::schema_files(settings_.schema.value, directory_);
  typescript::loaded out = typescript::load(*engine_, files_, casing_of(settings_), {});
  said_.add(out.remarks);
  expect_valid(said_);
  return out;
}

}  // namespace sluice::project
