#include "cli/wait_flags.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/duration.hpp"
#include "cli/report.hpp"

namespace sluice::cli {

namespace {

constexpr std::size_t longest_name = 63;  // in PostgreSQL

bool is_extension_name(std::string_view name) {
  return !name.empty() && name.size() <= longest_name &&
         std::none_of(name.begin(), name.end(), [](char c) {
           return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '\'' || c == '/';
         });
}

}  // namespace

void declare_wait(flag_set& flags, wait_flags& into) {
  flags.heading("Before that");
  flags.text_or("--wait", "[TIME]", "60s", into.wait,
                "wait until the server takes connections (60s)");
  flags.boolean("--create-database", into.create_database, "create the database if it is missing");
  flags.text("--extensions", "NAMES", into.extensions,
             "create these in it if they are missing: vector,uuid-ossp");
}

std::optional<std::vector<std::string>> parse_extensions(const std::string& text) {
  std::vector<std::string> out;
  if (trim(text) == "none") return out;
  for (const std::string_view part : split(text, ",")) {
    const std::string name(trim(part));
    if (name.empty()) continue;
    if (!is_extension_name(name)) return std::nullopt;
    if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  }
  return out;
}

project::preparation preparation_of(const wait_flags& given,
                                    const project::preparation& otherwise) {
  project::preparation out = otherwise;
  if (given.wait) {
    out.wait = parse_duration(*given.wait);
    if (!out.wait) {
      throw error(failure::usage, "USAGE.VALUE",
                  fmt::format("--wait is a length of time; not \"{}\"", *given.wait))
          .advise("--wait=60s; ms, s, min and h are known");
    }
  }
  if (given.create_database) out.create_database = *given.create_database;
  if (given.extensions) {
    const auto names = parse_extensions(*given.extensions);
    if (!names) {
      throw error(
          failure::usage, "USAGE.VALUE",
          fmt::format("--extensions are names with commas between; not \"{}\"", *given.extensions))
          .advise("--extensions vector,uuid-ossp");
    }
    out.extensions = *names;
    out.extensions_if_possible = false;
  } else {
    out.extensions_of_project = true;
  }
  return out;
}

void watch(context& in, project::preparation_observer& to) {
  const console& terminal = in.terminal;
  const bool events = terminal.chosen().log_json;
  to.waiting = [&terminal, events](const std::string& why, std::chrono::milliseconds waited) {
    const std::string line =
        fmt::format("waiting for the server, {} so far: {}", show(waited), why);
    if (!events) return terminal.say(line);
    terminal.event(log_level::info, "waiting", line, [&](json_writer& out) {
      out.member("why", why).member("milliseconds", static_cast<std::int64_t>(waited.count()));
    });
  };
  to.connected = [&terminal, events](std::chrono::milliseconds waited) {
    const std::string line = fmt::format("the server takes connections, after {}", show(waited));
    if (!events) return terminal.say(line);
    terminal.event(log_level::info, "connected", line, [&](json_writer& out) {
      out.member("milliseconds", static_cast<std::int64_t>(waited.count()));
    });
  };
  to.database_created = [&terminal, events](const std::string& name) {
    const std::string line = fmt::format("created the database {}", name);
    if (!events) return terminal.say(line);
    terminal.event(log_level::info, "database_created", line,
                   [&](json_writer& out) { out.member("database", name); });
  };
  to.extension_created = [&terminal, events](const std::string& name, const std::string& version) {
    const std::string line = fmt::format("created the extension {} {}", name, version);
    if (!events) return terminal.say(line);
    terminal.event(log_level::info, "extension_created", line, [&](json_writer& out) {
      out.member("extension", name).member("version", version);
    });
  };
  to.remark = [&in](const diagnostic& one) {
    in.remarks.push_back(one);
    report(in.terminal, one);
  };
}

}  // namespace sluice::cli
