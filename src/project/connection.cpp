#include "project/connection.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "project/evaluation.hpp"
#include "project/own_server.hpp"
#include "project/settings.hpp"

namespace sluice::project {

namespace {

using remark_function = std::function<void(const diagnostic&)>;

bool flags_say_all(const database_request& asked) {
  return asked.url && asked.flags.out && asked.flags.migrations_schema &&
         asked.flags.migrations_table;
}

config::settings settings_of(const database_request& asked, const surroundings& at,
                             const remark_function& remark) {
  if (!at.config || flags_say_all(asked)) return resolve_settings(at, asked.flags, std::nullopt);
  script::settings options{.root = at.root,
                           .working_directory = at.directory,
                           .arguments = asked.arguments,
                           .environment = at.environment};
  // A configuration that insists on DATABASE_URL is content with --url.
  if (asked.url) options.environment.emplace("DATABASE_URL", *asked.url);
  const auto engine = make_engine(std::move(options));
  return resolve_settings(at, asked.flags, evaluate_config(*engine, at, remark));
}

// At the connection's start, so that RESET comes back to it.
void add_setting(pg::connection_target& target, std::string_view name,
                 const std::optional<std::string>& value) {
  if (!value) return;
  const std::string before(target.get("options"));
  target.set("options", concat(before, before.empty() ? "" : " ", "-c ", name, "=", *value));
}

}  // namespace

database_place find_database(const database_request& asked, const remark_function& remark) {
  const surroundings at = look_around(asked.where);
  const config::settings said = settings_of(asked, at, remark);

  database_place out;
  out.out = absolute(at, said.out.value);
  out.ledger = {.schema = said.migrations_schema.value, .table = said.migrations_table.value};
  pg::connection_sources sources;
  sources.url = asked.url;
  sources.for_migrations = true;
  sources.environment = [&](const std::string& name) { return at.variable(name); };
  sources.read_file = [](const std::string& file) { return read_file_if_exists(file); };
  if (said.database.value) {
    const config::credentials& given = *said.database.value;
    sources.config_name = said.database.origin;
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
