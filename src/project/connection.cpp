#include "project/connection.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "config/drizzle_config.hpp"
#include "project/evaluation.hpp"
#include "project/own_server.hpp"
#include "project/settings.hpp"

namespace sluice::project {

namespace {

config::drizzle_config evaluate(const database_request& asked, const surroundings& at) {
  script::settings settings{.root = at.root,
                            .working_directory = at.directory,
                            .arguments = asked.arguments,
                            .environment = at.environment};
  // A configuration that insists on DATABASE_URL is content with --url.
  if (asked.url) settings.environment.emplace("DATABASE_URL", *asked.url);
  return config::load_drizzle_config(*make_engine(std::move(settings)), *at.config);
}

bool flags_say_all(const database_request& asked) {
  return asked.url && asked.out && asked.ledger_schema && asked.ledger_table;
}

// At the connection's start, so that RESET comes back to it.
void add_setting(pg::connection_target& target, std::string_view name,
                 const std::optional<std::string>& value) {
  if (!value) return;
  const std::string before(target.get("options"));
  target.set("options", concat(before, before.empty() ? "" : " ", "-c ", name, "=", *value));
}

}  // namespace

database_place find_database(const database_request& asked,
                             const std::function<void(const diagnostic&)>& remark) {
  const surroundings at = look_around(asked.where);
  config::drizzle_config said;
  if (at.config && !flags_say_all(asked)) {
    said = evaluate(asked, at);
    expect_postgresql(said.dialect, said.file.string());
  }

  database_place out;
  out.out = (at.directory / asked.out.value_or(said.out.value_or("drizzle"))).lexically_normal();
  if (const auto& schema = asked.ledger_schema ? asked.ledger_schema : said.migrations_schema) {
    out.ledger.schema = *schema;
  }
  if (const auto& table = asked.ledger_table ? asked.ledger_table : said.migrations_table) {
    out.ledger.table = *table;
  }

  pg::connection_sources sources;
  sources.url = asked.url;
  sources.for_migrations = true;
  sources.environment = [&](const std::string& name) { return at.variable(name); };
  sources.read_file = [](const std::string& file) { return read_file_if_exists(file); };
  if (at.config) sources.config_name = at.config->filename().string();
  if (said.database) {
    const config::credentials& given = *said.database;
    sources.config = {.url = given.url,
                      .host = given.host,
                      .port = given.port,
                      .user = given.user,
                      .password = given.password,
                      .database = given.database,
                      .ssl = given.ssl};
  }
  if (!asked.url) sources.local = own_server_url(at);
  out.target = pg::resolve_connection(sources);
  add_setting(out.target, "lock_timeout", asked.lock_timeout);
  add_setting(out.target, "statement_timeout", asked.statement_timeout);
  for (const std::string& note : out.target.notes) {
    remark({.level = severity::note, .code = "PG.URL_NOTE", .message = note});
  }
  return out;
}

}  // namespace sluice::project
