// sluice db start|stop|status|logs|url|psql|reset|destroy
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <unistd.h>
#include <utility>

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "cli/command_group.hpp"
#include "cli/common_flags.hpp"
#include "cli/consent.hpp"
#include "cli/prompt.hpp"
#include "cli/report.hpp"
#include "cli/reset.hpp"
#include "cluster/installation.hpp"
#include "project/own_server.hpp"

namespace sluice::cli {

namespace {

struct db_flags {
  common_flags common;
  std::optional<int> port, lines;
  std::vector<std::string> words;
};

cluster::server server_of(const db_flags& given) {
  return project::own_server(project::look_around(given.common.where), given.port);
}

error not_running() {
  return error(failure::connect, "CLUSTER.NOT_RUNNING", "the project's server does not run")
      .advise("sluice db start");
}

void print_json(const console& terminal, json_writer& out) {
  terminal.data(out.end_object().take() + "\n");
}

json_writer begin_json() {
  json_writer out;
  out.begin_object().member("schemaVersion", json_schema_version);
  return out;
}

int start(context& in) {
  db_flags given;
  flag_set flags("db start",
                 "Start the project's private PostgreSQL server; the first time, make it.\n"
                 "Its data stands in .sluice/; it listens on a socket there, and nowhere else\n"
                 "unless --port says so. Prints its URL.",
                 {"sluice db start", "sluice db start --port 5433"});
  flags.heading("Flags").number("--port", "PORT", given.port, "listen on 127.0.0.1 too");
  declare(flags, given.common, true);
  if (!parse(in, flags, given.common)) return 0;

  const cluster::started now = server_of(given).start();
  for (const std::string& note : now.notes) {
    in.terminal.say(fmt::format("{} {}", in.terminal.err().yellow("note:"), note));
  }
  in.terminal.say(fmt::format("PostgreSQL {} {}", now.version,
                              now.was_running ? "runs already"
                              : now.was_made  ? "was made and runs"
                                              : "runs"));
  if (!in.terminal.chosen().json) {
    in.terminal.data(now.url + "\n");
    return 0;
  }
  json_writer out = begin_json();
  out.member("status", "running").member("url", now.url).member("version", now.version);
  out.member("wasRunning", now.was_running).member("wasMade", now.was_made);
  print_json(in.terminal, out);
  return 0;
}

int stop(context& in) {
  db_flags given;
  flag_set flags("db stop", "Stop the project's server. Its data stays.", {"sluice db stop"});
  declare(flags, given.common, true);
  if (!parse(in, flags, given.common)) return 0;

  const bool ran = server_of(given).stop();
  in.terminal.say(ran ? "the server is stopped" : "the server was not running");
  if (!in.terminal.chosen().json) return 0;
  json_writer out = begin_json();
  out.member("status", "stopped").member("wasRunning", ran);
  print_json(in.terminal, out);
  return 0;
}

int show_status(context& in) {
  db_flags given;
  flag_set flags("db status", "Show whether the project's server runs, and where it is.",
                 {"sluice db status", "sluice db status --json"});
  declare(flags, given.common, true);
  if (!parse(in, flags, given.common)) return 0;

  const cluster::condition now = server_of(given).status();
  const std::string_view state = !now.exists ? "none" : now.running ? "running" : "stopped";
  if (in.terminal.chosen().json) {
    json_writer out = begin_json();
    out.member("status", state).member("url", now.url).member("version", now.version);
    out.key("process");
    now.running ? out.integer(now.process) : out.null();
    out.member("data", now.data.string()).member("log", now.log.string());
    out.member("account", now.account);
    print_json(in.terminal, out);
    return 0;
  }
  std::string out = fmt::format("status   {}\n", state);
  if (now.exists) {
    if (now.running) out += fmt::format("process  {}\n", now.process);
    out += fmt::format("version  {}\nurl      {}\ndata     {}\nlog      {}\naccount  {}\n",
                       now.version, now.url, now.data.string(), now.log.string(), now.account);
  }
  in.terminal.data(out);
  if (!now.exists) in.terminal.say("make it with: sluice db start");
  return 0;
}

int logs(context& in) {
  db_flags given;
  flag_set flags("db logs", "Print the last lines of the server's log.",
                 {"sluice db logs --lines 200"});
  flags.heading("Flags").number("-n,--lines", "COUNT", given.lines, "how many lines (50)");
  declare(flags, given.common, true);
  if (!parse(in, flags, given.common)) return 0;

  constexpr int usual = 50;
  const auto lines = server_of(given).log(static_cast<std::size_t>(given.lines.value_or(usual)));
  if (!in.terminal.chosen().json) {
    for (const std::string& line : lines) in.terminal.data(line + "\n");
    return 0;
  }
  json_writer out = begin_json();
  out.key("lines").begin_array();
  for (const std::string& line : lines) out.string(line);
  out.end_array();
  print_json(in.terminal, out);
  return 0;
}

int url(context& in) {
  db_flags given;
  flag_set flags("db url", "Print the URL of the project's server, and nothing else.",
                 {"DATABASE_URL=$(sluice db url) npm start", "sluice db url other_database"});
  flags.words("[DATABASE]", given.words);
  declare(flags, given.common, true);
  if (!parse(in, flags, given.common)) return 0;

  const cluster::server server = server_of(given);
  if (!server.status().exists) throw not_running();
  const std::string text = server.url(given.words.empty() ? "" : given.words.front());
  if (!in.terminal.chosen().json) {
    in.terminal.data(text + "\n");
    return 0;
  }
  json_writer out = begin_json();
  out.member("url", text);
  print_json(in.terminal, out);
  return 0;
}

// All that stands behind `db psql` is psql's own.
int psql(context& in) {
  const bool help =
      !in.arguments.empty() && (in.arguments[0] == "--help" || in.arguments[0] == "-h");
  if (help) {
    in.terminal.data(
        "Open psql on the project's server. All arguments are psql's.\n\n"
        "Usage: sluice db psql [arguments]\n\n"
        "Examples:\n  sluice db psql\n  sluice db psql -c 'table users'\n");
    return 0;
  }
  const project::surroundings at = project::look_around({});
  const std::optional<std::string> running = project::own_server_url(at);
  if (!running) throw not_running();
  std::vector<std::string> words = {"psql", *running};
  words.insert(words.end(), in.arguments.begin(), in.arguments.end());
  std::vector<char*> raw;
  raw.reserve(words.size() + 1);
  for (std::string& word : words) raw.push_back(word.data());
  raw.push_back(nullptr);
  execvp("psql", raw.data());
  const std::string beside = (cluster::find_installation().programs / "psql").string();
  execv(beside.c_str(), raw.data());
  throw error(failure::general, "PROCESS.START", "psql can't be started")
      .because(std::strerror(errno))
      .advise("install PostgreSQL's client: apt-get install postgresql-client");
}

int destroy(context& in) {
  db_flags given;
  std::optional<std::string> confirm;
  flag_set flags("db destroy", "Stop the project's server and remove all of its data.",
                 {"sluice db destroy --yes"});
  flags.heading("Flags");
  declare_consent(flags, confirm);
  declare(flags, given.common, true);
  if (!parse(in, flags, given.common)) return 0;

  cluster::server server = server_of(given);
  const cluster::condition now = server.status();
  if (now.exists) {
    for (const project::protected_database& one : project::protected_databases(server)) {
      run::expect_consent(one.name, one.mark, "remove the server with its data",
                          consent_of(in, confirm, std::nullopt));
    }
  }
  if (now.exists && !given.common.look.yes) {
    if (!in.terminal.may_ask()) {
      throw error(failure::needs_input, "CLI.NEEDS_YES", "the server's data would be removed")
          .because(now.data.string())
          .advise("sluice db destroy --yes");
    }
    const std::size_t chosen =
        select(in.terminal, fmt::format("Remove {} and all databases in it?", now.data.string()),
               {{.text = "no, keep it", .creates = true}, {.text = "yes, remove it"}}, "--yes");
    if (chosen == 0) {
      in.terminal.say("nothing was removed");
      return 0;
    }
  }
  const bool existed = server.destroy();
  in.terminal.say(existed ? "the server and its data are gone" : "there was no server");
  if (!in.terminal.chosen().json) return 0;
  json_writer out = begin_json();
  out.member("status", "none").member("existed", existed);
  print_json(in.terminal, out);
  return 0;
}

int reset_project(context& in) {
  return run_reset_as(in, "db reset");
}

constexpr std::array db_commands = {
    command{"start", "start the server; the first time, make it", start},
    command{"stop", "stop it; the data stays", stop},
    command{"status", "whether it runs, and where it is", show_status},
    command{"logs", "the last lines of its log", logs},
    command{"url", "its URL, for scripts", url},
    command{"psql", "open psql on it", psql},
    command{"reset", "the same as `sluice reset`: drop what the migrations made, migrate again",
            reset_project},
    command{"destroy", "stop it and remove its data", destroy},
};

}  // namespace

int run_db(context& in) {
  return run_group(
      in, {.name = "db",
           .introduction = "Run a private PostgreSQL server for this project: its data in "
                           ".sluice/, a socket and no\n"
                           "port, started as an ordinary user.",
           .commands = db_commands,
           .examples = "  sluice db start\n  DATABASE_URL=$(sluice db url) sluice migrate\n"});
}

}  // namespace sluice::cli
