// sluice pull
#include <filesystem>
#include <fmt/format.h>

#include "base/file.hpp"
#include "base/json_writer.hpp"
#include "cli/database_flags.hpp"
#include "cli/interruption.hpp"
#include "cli/others.hpp"
#include "cli/report.hpp"
#include "cli/scope_flags.hpp"
#include "project/pull.hpp"

namespace sluice::cli {

namespace {

using format = project::pull_request::format;

struct pull_flags {
  database_flags database;
  scope_flags scope;
  project::pull_request request;
  std::optional<std::string> format, casing, file;
};

void declare_pull(flag_set& flags, pull_flags& into) {
  config::values& to = into.database.request.flags;
  flags.heading("What is written");
  flags.choice("--format", {"typescript", "sql", "json"}, into.format,
               "schema.ts (typescript), or its SQL or snapshot");
  flags.text("--file", "FILE", into.file, "where SQL or a snapshot goes, if not to stdout");
  flags.choice("--introspect-casing", {"camel", "preserve"}, into.casing,
               "of names in TypeScript (camel)");
  flags.choice("--casing", {"camel", "preserve"}, into.casing, "");
  flags.choice("--prefix", {"index", "timestamp", "supabase", "unix", "none"}, to.prefix,
               "what the migration's name begins with");
  flags.boolean("--breakpoints", to.breakpoints, "a mark between statements (true)");
  flags.toggle("--init", into.request.init, "the migration is marked as applied here");
  flags.toggle("--force", into.request.force, "overwrite an edited schema.ts too");
  declare(flags, into.scope);
  declare_database(flags, into.database);
  flags.text("--dialect", "postgresql", to.dialect, "");
  flags.foreign("--driver", true);
  declare(flags, into.database.common, true);
}

// "1 table"
std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

void write_file(json_writer& out, std::string_view name, const std::filesystem::path& file) {
  out.key(name);
  file.empty() ? out.null() : out.string(shown_path(file.string()));
}

std::string document(const pull_flags& given, const project::pull_result& now,
                     const diagnostics& remarks) {
  json_writer out;
  out.begin_object().member("schemaVersion", json_schema_version).member("status", "pulled");
  out.member("database", given.database.database).key("schemas").begin_array();
  for (const std::string& one : now.schemas) out.string(one);
  const model::database& schema = now.database;
  const auto count = [&](std::string_view name, const auto& list) {
    out.member(name, static_cast<std::int64_t>(list.size()));
  };
  count("tables", (out.end_array(), schema.tables));
  count("views", schema.views);
  count("enums", schema.enums);
  count("sequences", schema.sequences);
  count("roles", schema.roles);
  using path = std::filesystem::path;
  write_file(out, "schemaFile", now.schema ? now.schema->file : path());
  write_file(out, "relationsFile", now.relations ? now.relations->file : path());
  write_file(out, "migration", now.migration);
  out.member("marked", now.marked);
  out.key("text");
  now.text.empty() || given.file ? out.null() : out.string(now.text);
  write_others(out, now.others);
  write_diagnostics(out.key("diagnostics"), remarks);
  return out.end_object().take() + "\n";
}

void say_written(const console& terminal, const project::pull_result& now) {
  const paint& color = terminal.err();
  if (!now.migration.empty()) {
    terminal.say(fmt::format("[{}] Your SQL migration file ➜ {} 🚀", color.green("✓"),
                             color.link(shown_path(now.migration.string()))));
    if (now.marked) terminal.say("    marked as applied here, and not run");
  } else {
    terminal.say(fmt::format("[{}] No SQL generated, you already have migrations in project",
                             color.blue("i")));
  }
  const auto say = [&](const char* what, const project::pull_result::written& one) {
    terminal.say(fmt::format("[{}] Your {} file is ready ➜ {} {}", color.green("✓"), what,
                             color.link(shown_path(one.file.string())),
                             one.is_new ? "🚀" : color.dim("(unchanged)")));
  };
  say("schema", *now.schema);
  say("relations", *now.relations);
}

}  // namespace

int run_pull(context& in) {
  pull_flags given;
  flag_set flags("pull",
                 "Write schema.ts, relations.ts and a first migration from what a database has.",
                 {"sluice pull", "sluice pull --init", "sluice pull --format sql > schema.sql"});
  declare_pull(flags, given);
  if (!parse(in, flags, given.database.common)) return 0;
  complete(in, given.database, "introspect");
  const console& terminal = in.terminal;

  project::pull_request& request = given.request;
  request.database = given.database.request;
  request.database.flags.introspect_casing = given.casing;
  apply(given.scope, request.database.flags);
  if (given.format == "sql") request.as = format::sql;
  if (given.format == "json") request.as = format::json;
  const bool is_text = request.as != format::typescript;
  if (given.file && !is_text) {
    throw error(failure::usage, "USAGE.FLAG", "--file is for one file, and pull writes several")
        .advise("name their folder with --out, or add --format sql or --format json");
  }
  if (request.init && is_text) {
    throw error(failure::usage, "USAGE.FLAG",
                "--init marks a migration, and --format sql and json write none");
  }
  request.version = SLUICE_VERSION;
  request.lock.interrupt = &listen_for_interruption();
  const project::migrate_callbacks to = callbacks(in, given.database);
  request.lock.waiting = to.watch.waiting_for_lock;
  const project::pull_result now = project::pull(request, to);

  if (given.file) write_file_atomically(*given.file, now.text);
  if (terminal.chosen().json) {
    terminal.data(document(given, now, in.remarks));
    return 0;
  }
  const model::database& schema = now.database;
  terminal.say(fmt::format("{}, {}, {} in {}", counted(schema.tables.size(), "table"),
                           counted(schema.views.size(), "view"),
                           counted(schema.enums.size(), "enum"), fmt::join(now.schemas, ", ")));
  say_others(terminal, now.others);
  if (!is_text) {
    say_written(terminal, now);
  } else if (given.file) {
    terminal.say(fmt::format("[{}] written ➜ {}", terminal.err().green("✓"),
                             terminal.err().link(shown_path(*given.file))));
  } else {
    terminal.data(now.text);
  }
  return 0;
}

}  // namespace sluice::cli
