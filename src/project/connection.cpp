#include "project/connection.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/process.hpp"
#include "base/text.hpp"
#include "config/expand.hpp"
#include "project/evaluation.hpp"
#include "project/own_server.hpp"
#include "project/scope.hpp"
#include "project/settings.hpp"

namespace sluice::project {

namespace {

using remark_function = std::function<void(const diagnostic&)>;

bool flags_say_all(const database_request& asked) {
  return !asked.reads_schema && asked.url && asked.flags.out && asked.flags.migrations_schema &&
         asked.flags.migrations_table;
}

// At the connection's start, so that RESET comes back to it.
void add_setting(pg::connection_target& target, std::string_view name,
                 const std::optional<std::string>& value) {
  if (!value) return;
  const std::string before(target.get("options"));
  target.set("options", concat(before, before.empty() ? "" : " ", "-c ", name, "=", *value));
}

pg::config_credentials credentials_of(const config::credentials& given, const surroundings& at,
                                      const std::string& origin) {
  // drizzle.config has JavaScript for this.
  const bool expands = origin.starts_with("sluice.toml");
  const auto text = [&](const std::optional<std::string>& value, const char* key) {
    if (!value || !expands) return value;
    return std::optional(config::expand_setting(*value, at.environment, concat(origin, ": ", key)));
  };
  return {.url = text(given.url, "url"),
          .direct_url = text(given.direct_url, "direct_url"),
          .host = text(given.host, "host"),
          .port = text(given.port, "port"),
          .user = text(given.user, "user"),
          .password = text(given.password, "password"),
          .database = text(given.database, "database"),
          .ssl = given.ssl};
}

pg::connection_sources sources_of(const database_request& asked, const surroundings& at,
                                  const config::settings& said) {
  pg::connection_sources out;
  out.url = asked.url;
  const std::optional<std::string> set = at.variable("SLUICE_URL");
  if (set && (!out.url || out.url == set)) {
    out.url = set;
    out.url_name = "SLUICE_URL";
  }
  out.for_migrations = true;
  out.environment = [&at](const std::string& name) { return at.variable(name); };
  out.read_file = [](const std::string& file) { return read_file_if_exists(file); };
  out.file_of = [&at](const std::string& name) {
    const auto found = at.from_files.find(name);
    return found == at.from_files.end() ? std::string() : found->second;
  };
  if (out.url) return out;
  if (at.environment_name) out.environment_name = at.environment_name->name;
  if (said.environment_database.value) {
    out.environment_config_name = said.environment_database.origin;
    out.environment_config =
        credentials_of(*said.environment_database.value, at, said.environment_database.origin);
  }
  if (said.database.value) {
    out.config_name = said.database.origin;
    out.config = credentials_of(*said.database.value, at, said.database.origin);
  }
  out.local = own_server_url(at);
  return out;
}

// A password that a program gives: a vault's, a cloud's token. Only where nothing says one.
void add_password(pg::connection_target& target, const surroundings& at,
                  const config::settings& said) {
  const bool has_one = target.is_local || !target.get("password").empty();
  if (!said.password_command.value || has_one) return;
  const std::string& who = said.password_command.origin;
  const process_result ran = run_process(*said.password_command.value, at.environment);
  const std::string_view line = std::string_view(ran.out).substr(0, ran.out.find_first_of("\r\n"));
  if (ran.exit_code == 0 && !line.empty()) {
    target.set("password", std::string(line));
    return;
  }
  // What it said on standard output may be a secret.
  throw error(failure::connect, "PG.PASSWORD_COMMAND",
              ran.exit_code == 0 ? concat("the password command of ", who, " printed nothing")
                                 : concat("the password command of ", who, " ended with code ",
                                          std::to_string(ran.exit_code)))
      .because(std::string(trim(ran.err)))
      .advise("it prints the password on a line of its own, and ends with code 0");
}

}  // namespace

config::settings settings_for(const database_request& asked, const surroundings& at,
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

pg::connection_target target_for(const database_request& asked, const surroundings& at,
                                 const config::settings& said) {
  pg::connection_target out = pg::resolve_connection(sources_of(asked, at, said));
  add_password(out, at, said);
  add_setting(out, "lock_timeout", said.lock_timeout.value);
  add_setting(out, "statement_timeout",
              asked.statement_timeout ? asked.statement_timeout : said.statement_timeout.value);
  return out;
}

database_place place_for(const database_request& asked, const surroundings& at,
                         const config::settings& said, const remark_function& remark) {
  database_place out;
  out.out = absolute(at, said.out.value);
  out.ledger = {.schema = said.migrations_schema.value, .table = said.migrations_table.value};
  out.environment = at.environment_name;
  out.protect = said.protect.value;
  out.extensions = said.extensions.value;
  out.about = scope_of(said);
  out.target = target_for(asked, at, said);
  for (const std::string& note : out.target.notes) {
    remark({.level = severity::note, .code = "PG.URL_NOTE", .message = note});
  }
  return out;
}

database_place find_database(const database_request& asked, const remark_function& remark) {
  const surroundings at = look_around(asked.where);
  return place_for(asked, at, settings_for(asked, at, remark), remark);
}

}  // namespace sluice::project
