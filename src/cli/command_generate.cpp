// sluice generate
#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "base/json_writer.hpp"
#include "cli/common_flags.hpp"
#include "cli/hazards.hpp"
#include "cli/rename_question.hpp"
#include "cli/report.hpp"
#include "cli/verification.hpp"
#include "model/schema_name.hpp"
#include "project/generate.hpp"

namespace sluice::cli {

namespace {

using outcome = project::generate_result::outcome;

struct generate_flags {
  common_flags common;
  project::generate_request request;
  std::vector<std::string> schema;
  std::optional<int> memory, time;
  bool no_cache = false;
  bool verify = false, no_verify = false;
};

void declare_generate(flag_set& flags, generate_flags& into) {
  project::generate_request& to = into.request;
  flags.heading("What is written");
  flags.text("--name", "NAME", to.name, "the migration's name, behind its number");
  flags.toggle("--custom", to.custom, "an empty migration, for SQL of your own");
  flags.choice("--prefix", {"index", "timestamp", "supabase", "unix", "none"}, to.flags.prefix,
               "what a file's name begins with");
  flags.boolean("--breakpoints", to.flags.breakpoints, "a mark between statements (true)");
  flags.boolean("--down", to.flags.down, "what takes it back, in a file of its own (false)");
  flags.toggle("--dry-run", to.dry_run, "print the SQL and write nothing");
  flags.toggle("--explain", to.dry_run, "");
  flags.toggle("--verify", into.verify, "try it on a scratch database, or write nothing");
  flags.toggle("--no-verify", into.no_verify, "not even where sluice's own server runs");
  flags.text("--scratch-url", "URL", to.verify.scratch_url, "the empty database to try it on");
  flags.heading("Where from and where to");
  flags.list("--schema", "FILE", into.schema, "schema file, folder or glob; can be repeated");
  flags.text("--out", "FOLDER", to.flags.out, "the migrations folder (drizzle)");
  flags.choice("--casing", {"snake_case", "camelCase"}, to.flags.casing,
               "names of unnamed columns");
  flags.text("--dialect", "postgresql", to.flags.dialect, "");
  flags.heading("Renames and evaluation");
  declare(flags, to.answers);
  flags.toggle("--strict-imports", to.strict_imports, "every package must be there");
  flags.number("--memory-limit", "MB", into.memory, "for the schema files (256)");
  flags.number("--time-limit", "S", into.time, "for the schema files (10)");
  flags.toggle("--no-cache", into.no_cache, "evaluate even if nothing changed");
  flags.foreign("--driver", true).foreign("--ignore-conflicts", false).foreign("--strict", false);
  declare(flags, into.common, true);
}

void say_schema(const console& terminal, const project::summary& schema) {
  const paint& color = terminal.err();
  terminal.say(color.bold(fmt::format("{} tables", schema.tables.size())));
  for (const project::table_summary& one : schema.tables) {
    terminal.say(fmt::format("{} {}", color.blue(one.name),
                             color.dim(fmt::format("{} columns {} indexes {} fks", one.columns,
                                                   one.indexes, one.foreign_keys))));
  }
  terminal.say("");
  if (schema.enums.empty()) return;
  terminal.say(color.bold(fmt::format("{} enums", schema.enums.size())));
  for (const project::enum_summary& one : schema.enums) {
    terminal.say(fmt::format("{} {}", color.blue(one.name),
                             color.dim(fmt::format("[{}]", fmt::join(one.values, ", ")))));
  }
  terminal.say("");
}

void say_stand_ins(const console& terminal, const std::vector<script::stand_in>& all) {
  if (all.empty()) return;
  terminal.say(fmt::format("{} {} could not be found; nothing used {} while the schema was read",
                           terminal.err().yellow("note:"),
                           all.size() == 1 ? "a package" : fmt::format("{} packages", all.size()),
                           all.size() == 1 ? "it" : "them"));
  for (const script::stand_in& one : all) {
    terminal.say(fmt::format("  {} {}", one.package,
                             terminal.err().dim("imported at " + shown_path(one.importer))));
  }
}

std::string_view status(const project::generate_result& result) {
  switch (result.end) {
    case outcome::unchanged:
      return "unchanged";
    case outcome::written:
      return "written";
    case outcome::planned:
      return "planned";
    case outcome::needs_input:
      break;
  }
  return "missing_hints";
}

void write_migration(json_writer& out, const project::migration& result) {
  const auto optional = [&](std::string_view name, const std::string& value) {
    out.key(name);
    value.empty() ? out.null() : out.string(value);
  };
  optional("tag", result.tag);
  optional("file", result.file.empty() ? "" : shown_path(result.file.string()));
  optional("sql", result.sql);
  write_statements(out, result.statements);
  out.key("down");
  if (result.down) {
    out.begin_object().member("file", shown_path(result.down->file.string()));
    out.member("sql", result.down->sql);
    write_statements(out, result.down->statements);
    out.end_object();
  } else {
    out.null();
  }
}

std::string document(const project::generate_result& result, const diagnostics& remarks) {
  json_writer out;
  out.begin_object().member("schemaVersion", json_schema_version);
  out.member("status", status(result));
  if (result.first) {
    write_migration(out.key("first").begin_object(), *result.first);
    out.end_object();
  }
  write_migration(out, result);
  out.key("tables").begin_array();
  for (const project::table_summary& one : result.schema.tables) {
    out.begin_object().member("schema", model::schema_name(one.schema));
    out.member("name", one.name).member("columns", one.columns).member("indexes", one.indexes);
    out.member("foreignKeys", one.foreign_keys).end_object();
  }
  out.end_array();
  write_verification(out, result.verified);
  out.key("standIns").begin_array();
  for (const script::stand_in& one : result.stand_ins) {
    out.begin_object().member("package", one.package).member("importer", one.importer).end_object();
  }
  out.end_array();
  write_diagnostics(out.key("diagnostics"), remarks);
  return out.end_object().take() + "\n";
}

void say_down(const console& terminal, const project::way_back& down, bool is_written) {
  const auto lost =
      std::count_if(down.statements.begin(), down.statements.end(), [](const ddl::statement& one) {
        return std::any_of(one.hazards.begin(), one.hazards.end(), [](const ddl::hazard& found) {
          return found.kind == ddl::hazard_kind::not_restored;
        });
      });
  if (is_written) {
    terminal.say(fmt::format("[{}] The way back ➜ {}", terminal.err().green("✓"),
                             terminal.err().link(shown_path(down.file.string()))));
  } else {
    terminal.say(fmt::format("The way back would be {}:", shown_path(down.file.string())));
    terminal.say(down.sql);
  }
  if (lost == 0) return;
  terminal.say(
      fmt::format("    {} of its steps can't bring back what was there: see its comments", lost));
}

void say_planned(const console& terminal, const project::migration& made) {
  terminal.data(made.sql + "\n");
  if (made.down) say_down(terminal, *made.down, false);
}

void say_written(const console& terminal, const project::migration& made) {
  terminal.say(fmt::format("[{}] Your SQL migration file ➜ {} 🚀", terminal.err().green("✓"),
                           terminal.err().link(shown_path(made.file.string()))));
  if (made.down) say_down(terminal, *made.down, true);
}

}  // namespace

int run_generate(context& in) {
  generate_flags given;
  flag_set flags("generate", "Write a migration from what changed in the schema.",
                 {"sluice generate --name add_users", "sluice generate --dry-run"});
  declare_generate(flags, given);
  if (!parse(in, flags, given.common)) return 0;

  project::generate_request& request = given.request;
  request.where = given.common.where;
  if (!given.schema.empty()) request.flags.schema = given.schema;
  request.use_cache = !given.no_cache;
  if (given.no_verify) {
    request.verify.is = project::verify_wish::kind::no;
  } else if (given.verify || request.verify.scratch_url) {
    request.verify.is = project::verify_wish::kind::yes;
  }
  if (given.memory)
    request.bounds.memory_bytes =
        std::size_t{1024} * 1024 * static_cast<std::size_t>(*given.memory);
  if (given.time) request.bounds.time = std::chrono::seconds(*given.time);
  request.arguments = process_arguments("generate", in.arguments);

  const console& terminal = in.terminal;
  project::generate_callbacks callbacks;
  callbacks.remark = [&](const diagnostic& one) {
    in.remarks.push_back(one);
    report(terminal, one);
  };
  callbacks.console = [&](std::string_view line) { terminal.warn(line); };
  if (terminal.may_ask()) {
    callbacks.ask = [&](const diff::question& open) { return ask(terminal, open); };
  }
  const project::generate_result result = project::generate(request, callbacks);

  if (result.end == outcome::needs_input) {
    return leave_open(terminal, "generate", result.questions);
  }
  if (!result.custom) say_schema(terminal, result.schema);
  say_stand_ins(terminal, result.stand_ins);
  say_hazards(terminal, result.statements);
  if (result.from_cache) terminal.detail("nothing that the schema depends on has changed");
  if (terminal.chosen().json) {
    terminal.data(document(result, in.remarks));
    return 0;
  }
  if (result.first) {
    terminal.say(fmt::format(
        "{} a new value of an enum can't be used before it is committed: two migrations",
        terminal.err().yellow("note:")));
  }
  if (result.verified) say_verification(terminal, *result.verified);
  switch (result.end) {
    case outcome::unchanged:
      terminal.say("No schema changes, nothing to migrate 😴");
      break;
    case outcome::planned:
      if (result.first) {
        say_planned(terminal, *result.first);
        terminal.data(project::next_migration.substr(1));
      }
      say_planned(terminal, result);
      break;
    default:
      if (result.custom) terminal.say("Prepared empty file for your custom SQL migration!");
      if (result.first) say_written(terminal, *result.first);
      say_written(terminal, result);
      break;
  }
  return 0;
}

}  // namespace sluice::cli
