#include "project/doctor.hpp"

#include <algorithm>
#include <utility>

#include "base/secret.hpp"
#include "base/text.hpp"
#include "migrations/folder.hpp"
#include "pg/connection.hpp"
#include "project/doctor_server.hpp"
#include "project/protection.hpp"
#include "project/settings.hpp"
#include "run/settings.hpp"
#include "run/state.hpp"
#include "run/status.hpp"

namespace sluice::project {

namespace {

using level = finding::level;

std::string shown(const std::vector<std::string>& values) {
  return join(values, ", ");
}
std::string shown(const std::string& value) {
  return value;
}
std::string shown(bool value) {
  return value ? "true" : "false";
}
std::string shown(const std::optional<std::string>& value) {
  return value.value_or("");
}

bool stops_migrate(const std::string& code) {
  using run::state;
  return code == run::words_of(state::edited).code || code == run::words_of(state::twin).code ||
         code == run::words_of(state::no_file).code ||
         code == run::words_of(state::half_edited).code;
}

class doctor {
 public:
  explicit doctor(const database_request& asked) : asked_(asked) {}

  health run() {
    guarded("project", [&] { look(); });
    if (!out_.stops) guarded("settings", [&] { read_settings(); });
    guarded("folder", [&] { read_folder(); });
    if (said_) guarded("database", [&] { read_database(); });
    return std::move(out_);
  }

 private:
  template <typename Step>
  void guarded(const std::string& topic, Step step) {
    try {
      step();
    } catch (const error& failed) {
      problem(topic, failed);
    }
  }

  void problem(const std::string& topic, const error& failed) {
    const std::string where = failed.where.text();
    std::string text = failed.what();
    if (!where.empty()) text += concat(" (", where, ")");
    if (!failed.detail.empty()) text += concat("\n", failed.detail);
    out_.findings.push_back({level::problem, topic, without_passwords(text), failed.code,
                             without_passwords(failed.hint)});
    if (!out_.stops) out_.stops = failed.kind;
  }

  void remark(const std::string& topic, const diagnostic& one) {
    const level is = one.level == severity::note ? level::note : level::warning;
    out_.findings.push_back({is, topic, one.message, one.code, one.hint});
  }

  void set(std::string name, std::string value, std::string origin) {
    out_.settings.push_back({std::move(name), std::move(value), std::move(origin)});
  }

  template <typename Value>
  void set(std::string name, const config::setting<Value>& one) {
    set(std::move(name), shown(one.value), one.origin);
  }

  void look() {
    at_ = look_around(asked_.where);
    set("directory", at_->directory.string(), "working directory");
    set("environment", at_->environment_name ? at_->environment_name->name : "",
        at_->environment_name ? at_->environment_name->origin : "default");
    set(".env files", shown(at_->env_files),
        asked_.where.env_files.empty() ? "default" : "--env-file");
    set("config", at_->config ? at_->config->string() : "",
        asked_.where.config ? "--config" : "default");
  }

  void read_settings() {
    said_ = settings_for(asked_, *at_, [&](const diagnostic& one) { remark("config", one); });
    set("schema", said_->schema);
    set("out", said_->out);
    set("migrations.schema", said_->migrations_schema);
    set("migrations.table", said_->migrations_table);
    set("prefix", said_->prefix);
    set("casing", said_->casing);
    set("breakpoints", said_->breakpoints);
    set("down", said_->down);
    set("schemaFilter", said_->schema_filter);
    set("tablesFilter", said_->tables_filter);
    set("extensionsFilters", said_->extensions_filters);
    set("entities.roles", said_->roles);
    set("protect", said_->protect);
    set("extensions", said_->extensions);
    set("lock_timeout", said_->lock_timeout);
    set_or("statement_timeout", asked_.statement_timeout, "--statement-timeout",
           said_->statement_timeout);
    // The command itself may hold a secret.
    set("password_command", said_->password_command.value ? "(hidden)" : "",
        said_->password_command.origin);
  }

  void set_or(std::string name, const std::optional<std::string>& given, std::string flag,
              const config::setting<std::optional<std::string>>& otherwise) {
    if (given) {
      set(std::move(name), *given, std::move(flag));
    } else {
      set(std::move(name), otherwise);
    }
  }

  void read_folder() {
    if (!said_) return;
    folder_ = migrations::folder::open(absolute(*at_, said_->out.value));
    const std::size_t count = folder_->entries().size();
    std::string text = concat(std::to_string(count), count == 1 ? " migration" : " migrations",
                              " in ", said_->out.value);
    if (count > 0) text += concat(", the last is ", folder_->entries().back().tag);
    out_.findings.push_back({level::good, "folder", text, "", ""});
    for (const diagnostic& one : folder_->remarks()) remark("folder", one);
  }

  void read_database() {
    const pg::connection_target target = target_for(asked_, *at_, *said_);
    set("database", target.display(), target.origin);
    set("password", target.get("password").empty() ? "" : "(hidden)",
        target.get("password").empty() ? ".pgpass, or none" : "given");
    for (const char* keyword : {"sslmode", "sslrootcert", "channel_binding"}) {
      if (!target.get(keyword).empty()) {
        set(keyword, std::string(target.get(keyword)), target.origin);
      }
    }
    for (const std::string& note : target.notes) {
      out_.findings.push_back({level::note, "database", note, "PG.URL_NOTE", ""});
    }
    pg::connection connection(target);
    const run::ledger_name ledger{.schema = said_->migrations_schema.value,
                                  .table = said_->migrations_table.value};
    judge_server(connection,
                 {.ledger = ledger,
                  .schemas = said_->schema_filter.value,
                  .extensions = said_->extensions.value,
                  .environment = at_->environment_name,
                  .protect = said_->protect.value},
                 out_);
    if (!folder_) return;
    const run::status_report now = run::status(connection, *folder_, ledger);
    const std::size_t pending = now.count(run::standing::pending);
    out_.findings.push_back({level::good, "ledger",
                             concat(ledger.quoted(), now.ledger_exists ? "" : " (not made yet)",
                                    ": ", std::to_string(now.entries.size() - pending),
                                    " applied, ", std::to_string(pending), " pending"),
                             "", pending > 0 ? "sluice migrate" : ""});
    const bool refuses_older = is_production(at_->environment_name) || said_->protect.value ||
                               run::read_protection(connection).has_value();
    for (const diagnostic& one : run::findings(now)) {
      remark("ledger", one);
      const bool older = one.code == run::words_of(run::state::older).code;
      if (!stops_migrate(one.code) && !(older && refuses_older)) continue;
      out_.findings.back().is = level::problem;
      if (!out_.stops) out_.stops = failure::ledger;
    }
  }

  const database_request& asked_;
  health out_;
  std::optional<surroundings> at_;
  std::optional<config::settings> said_;
  std::optional<migrations::folder> folder_;
};

}  // namespace

health examine_project(const database_request& asked) {
  return doctor(asked).run();
}

}  // namespace sluice::project
