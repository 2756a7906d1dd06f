#include "config/drizzle_config.hpp"

#include <regex>
#include <utility>

#include "base/file.hpp"
#include "base/json.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"

namespace sluice::config {

namespace {

namespace fs = std::filesystem;

std::optional<std::string> text(const rapidjson::Value& object, std::string_view name) {
  const rapidjson::Value* value = member(object, name);
  if (value == nullptr || !value->IsString()) return std::nullopt;
  return std::string(view(*value));
}

std::optional<bool> flag(const rapidjson::Value& object, std::string_view name) {
  const rapidjson::Value* value = member(object, name);
  if (value == nullptr || !value->IsBool()) return std::nullopt;
  return value->GetBool();
}

std::vector<std::string> texts(const rapidjson::Value& object, std::string_view name) {
  std::vector<std::string> all;
  const rapidjson::Value* values = member(object, name);
  if (values == nullptr) return all;
  for (const rapidjson::Value& value : values->GetArray()) all.emplace_back(view(value));
  return all;
}

std::optional<credentials> read_credentials(const rapidjson::Value* object) {
  if (object == nullptr) return std::nullopt;
  return credentials{.url = text(*object, "url"),
                     .host = text(*object, "host"),
                     .port = text(*object, "port"),
                     .user = text(*object, "user"),
                     .password = text(*object, "password"),
                     .database = text(*object, "database"),
                     .ssl = text(*object, "ssl")};
}

// Where the file has the key, for messages.
place key_place(const fs::path& file, const std::string& key) {
  place where{.file = file.string()};
  const std::string source = read_file_if_exists(file).value_or("");
  std::smatch found;
  const std::regex pattern(concat("(^|[^\\w.])[\"']?", key, "[\"']?\\s*:"));
  if (std::regex_search(source, found, pattern)) {
    const auto offset = static_cast<std::size_t>(found.position(0) + found.length(1));
    const line_column position = locate(source, offset);
    where.line = position.line;
    where.column = position.column;
  }
  return where;
}

void expect_postgresql(const fs::path& file, const std::optional<std::string>& dialect) {
  if (!dialect || *dialect == "postgresql") return;
  throw error(failure::config, "CONFIG.DIALECT",
              concat(file.filename().string(), " is for the dialect \"", *dialect, "\""))
      .at(key_place(file, "dialect"))
      .because("sluice is for PostgreSQL alone")
      .advise("dialect: \"postgresql\", or --config with another file");
}

void expect_correct(const fs::path& file, const std::vector<std::string>& mistakes) {
  if (mistakes.empty()) return;
  throw error(failure::config, "CONFIG.INVALID",
              concat(file.filename().string(), ": ", join(mistakes, "; ")))
      .at({.file = file.string()})
      .advise("correct the configuration");
}

}  // namespace

std::optional<fs::path> find_drizzle_config(const fs::path& folder) {
  for (const char* extension : {"ts", "mts", "cts", "js", "mjs", "cjs", "json"}) {
    fs::path file = folder / concat("drizzle.config.", extension);
    std::error_code failed;
    if (fs::is_regular_file(file, failed)) return file;
  }
  return std::nullopt;
}

drizzle_config load_drizzle_config(script::engine& engine, const fs::path& file) {
  std::error_code failed;
  if (!fs::is_regular_file(file, failed)) {
    throw error(failure::config, "CONFIG.NOT_FOUND", concat("there is no file ", file.string()))
        .advise("give the path of a configuration file with --config");
  }
  json_writer argument(json_writer::style::compact);
  argument.begin_object().member("file", fs::absolute(file).lexically_normal().string());
  argument.end_object();
  const rapidjson::Document document = engine.call("sluice:config", "read", argument.take());

  drizzle_config config;
  config.file = file;
  config.dialect = text(document, "dialect");
  expect_postgresql(file, config.dialect);
  expect_correct(file, texts(document, "mistakes"));
  config.driver = text(document, "driver");
  config.schema = texts(document, "schema");
  config.out = text(document, "out");
  config.database = read_credentials(member(document, "database"));
  config.migrations_table = text(document, "table");
  config.migrations_schema = text(document, "migrationsSchema");
  config.prefix = text(document, "prefix");
  config.casing = text(document, "casing");
  config.introspect_casing = text(document, "introspectCasing");
  config.breakpoints = flag(document, "breakpoints");
  config.down = flag(document, "down");
  config.strict = flag(document, "strict");
  config.verbose = flag(document, "verbose");
  config.tables_filter = texts(document, "tablesFilter");
  config.schema_filter = texts(document, "schemaFilter");
  config.extensions_filters = texts(document, "extensionsFilters");
  config.roles = text(document, "roles");
  config.unknown_keys = texts(document, "unknown");
  for (std::string& remark : texts(document, "remarks")) {
    config.remarks.push_back({.level = severity::note,
                              .code = "CONFIG.OLD_KEY",
                              .message = std::move(remark),
                              .where = {.file = file.string()}});
  }
  return config;
}

}  // namespace sluice::config
