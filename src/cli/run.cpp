#include "cli/run.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <exception>
#include <fmt/format.h>
#include <iterator>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/common_flags.hpp"
#include "cli/report.hpp"

namespace sluice::cli {

namespace {

// What people of other tools type, and what it is here.
struct alias {
  std::string_view typed;
  std::string_view command;
  std::string_view flag;
};

constexpr std::array aliases = {
    alias{"new", "generate", "--custom"},
    alias{"create", "generate", "--custom"},
    alias{"migrate:generate", "generate", ""},
    alias{"apply", "migrate", ""},
    alias{"deploy", "migrate", ""},
    alias{"down", "rollback", ""},
    alias{"undo", "rollback", ""},
    alias{"introspect", "pull", ""},
    alias{"inspect", "pull", ""},
    alias{"info", "status", ""},
    alias{"showmigrations", "status", ""},
    alias{"upgrade", "up", ""},
    alias{"validate", "check", ""},
    alias{"stamp", "baseline", ""},
    alias{"mark-applied", "baseline", ""},
};

constexpr std::array all_commands = {
    command{"generate", "write a migration from what changed in the schema", run_generate},
    command{"migrate", "apply the migrations that a database doesn't have yet", run_migrate},
    command{"push", "bring a database to the schema at once, without a migration", run_push},
    command{"check", "find what is wrong with the migrations, for a build to fail", run_check},
    command{"pull", "write the schema files and a first migration from a database", run_pull},
    command{"diff", "print the SQL between two schemas, wherever they are", run_diff},
    command{"export", "print the SQL that makes the schema", run_export},
    command{"drift", "compare a database with what its migrations say", run_drift},
    command{"verify", "prove that schema, migrations and database agree", run_verify},
    command{"status", "show which migrations a database has", run_status},
    command{"baseline", "mark migrations that a database has without having run them",
            run_baseline},
    command{"repair", "make the ledger say what is true, where it and the folder disagree",
            run_repair},
    command{"rollback", "take back the migrations that were applied last", run_rollback},
    command{"reset", "drop all that the migrations made, and migrate again", run_reset},
    command{"seed", "run the project's seeds, or fill tables with generated rows", run_seed},
    command{"fresh", "reset, migrate, apply the data migrations and seed", run_fresh},
    command{"trash", "show or remove what rollbacks kept", run_trash},
    command{"protect", "mark a database, so that what destroys asks for its name", run_protect},
    command{"doctor", "show every setting, where it is from, and what would stop a migration",
            run_doctor},
    command{"service", "migrate as a container does: wait, create, apply, exit", run_service},
    command{"data", "apply data migrations, and take them back", run_data},
    command{"db", "run a private PostgreSQL server for this project", run_db},
    command{"aws", "sign in to AWS, for data that is in S3", run_aws},
    command{"drop", "remove the files of migrations that no database has yet", run_drop},
    command{"up", "bring the snapshots of older drizzle-kits to version 7", run_up},
    command{"version", "show the version, and the licences of what is built in", run_version},
    command{"help", "show this, or a command's flags", run_help},
};

struct invocation {
  std::string name;  // "" where no command was named
  std::vector<std::string> arguments;
};

// Flags may stand before the command; --help and --version may stand alone.
invocation understand(const std::vector<std::string>& words) {
  invocation out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (out.name.empty() && !word.empty() && word.front() != '-') {
      out.name = word;
      continue;
    }
    out.arguments.push_back(word);
    if (out.name.empty() && takes_value(word) && i + 1 < words.size()) {
      out.arguments.push_back(words[++i]);
    }
  }
  if (!out.name.empty()) return out;
  const auto has = [&](std::string_view flag) {
    return std::find(words.begin(), words.end(), flag) != words.end();
  };
  if (has("--version") || has("-V")) {
    std::erase_if(out.arguments,
                  [](const std::string& a) { return a == "--version" || a == "-V"; });
    out.name = "version";
  } else if (words.empty() || has("--help") || has("-h")) {
    out.arguments.clear();
    out.name = "help";
  }
  return out;
}

const command& find_command(invocation& what) {
  for (const alias& one : aliases) {
    if (one.typed != what.name) continue;
    what.name = one.command;
    if (!one.flag.empty()) what.arguments.insert(what.arguments.begin(), std::string(one.flag));
    break;
  }
  std::vector<std::string> names;
  for (const command& one : all_commands) {
    if (one.name == what.name) return one;
    names.emplace_back(one.name);
  }
  if (what.name.empty()) {
    throw error(failure::usage, "USAGE.NO_COMMAND", "no command was given").advise("sluice help");
  }
  error unknown(failure::usage, "USAGE.UNKNOWN_COMMAND",
                fmt::format("sluice has no command \"{}\"", what.name));
  const std::string near = suggestion(what.name, names);
  unknown.hint = near.empty() ? "sluice help" : fmt::format("did you mean sluice {}?", near);
  throw std::move(unknown);
}

// Enough of the flags to report an error about flags in the way that was asked for.
console::settings early_settings(const std::vector<std::string>& words) {
  console::settings out;
  const char* log = std::getenv("SLUICE_LOG");
  out.log_json = log != nullptr && std::string_view(log) == "json";
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--log=json" || (word == "json" && i > 0 && words[i - 1] == "--log")) {
      out.log_json = true;
    }
    if (word == "--json" || word == "--output=json") out.json = true;
    if (word == "--no-color") out.no_color = true;
  }
  return out;
}

int finish(context& in, const error& what) {
  report(in.terminal, what);
  if (in.terminal.chosen().json) in.terminal.data(error_document(what, in.remarks));
  return static_cast<int>(what.kind);
}

}  // namespace

std::span<const command> commands() {
  return all_commands;
}

int run(const std::vector<std::string>& arguments) {
  console terminal(early_settings(arguments));
  context in{.terminal = terminal, .arguments = {}, .remarks = {}};
  try {
    invocation what = understand(arguments);
    const command& chosen = find_command(what);
    in.arguments = std::move(what.arguments);
    return chosen.run(in);
  } catch (const error& ended) {
    return finish(in, ended);
  } catch (const std::exception& unforeseen) {
    return finish(
        in, error(failure::general, "INTERNAL", "sluice itself failed").because(unforeseen.what()));
  }
}

}  // namespace sluice::cli
