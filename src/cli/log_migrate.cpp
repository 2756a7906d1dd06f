#include "cli/log_migrate.hpp"

#include <fmt/format.h>

#include "cli/duration.hpp"

namespace sluice::cli {

namespace {

std::int64_t milliseconds(auto time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
}

void log_notice(const console& terminal, const std::string& tag, const pg::server_message& said) {
  const log_level level = said.severity == "NOTICE"    ? log_level::debug
                          : said.severity == "WARNING" ? log_level::warning
                                                       : log_level::info;
  terminal.event(level, "server_message", said.text, [&](json_writer& out) {
    out.member("migration", tag).member("severity", said.severity);
    out.member("sqlstate", said.sqlstate);
  });
}

}  // namespace

void log_run(context& in, database_flags& given, project::migrate_callbacks& to) {
  const console& terminal = in.terminal;
  to.place = [&terminal, &given](const project::workplace& at) {
    given.database = at.database;
    const std::string line = fmt::format("{} ({}), {}", at.database, at.origin, at.folder.string());
    terminal.event(log_level::info, "started", line, [&](json_writer& out) {
      out.member("database", at.database).member("origin", at.origin);
      out.member("folder", at.folder.string()).member("version", SLUICE_VERSION);
    });
  };
  to.watch.waiting_for_lock = [&terminal](const run::lock_holder& holder,
                                          std::chrono::milliseconds waited) {
    const std::string line = waiting_for(holder, waited);
    terminal.event(log_level::info, "waiting_for_lock", line, [&](json_writer& out) {
      out.member("milliseconds", milliseconds(waited)).member("process", holder.process);
      out.member("user", holder.user).member("application", holder.application);
      out.member("address", holder.address).member("since", holder.since);
    });
  };
  to.watch.begin = [&terminal](const std::string& tag, std::size_t number, std::size_t of) {
    terminal.event(log_level::info, "migration_started", tag, [&](json_writer& out) {
      out.member("migration", tag).member("number", static_cast<std::int64_t>(number));
      out.member("of", static_cast<std::int64_t>(of));
    });
  };
  to.watch.done = [&terminal](const run::applied_migration& one) {
    const std::string line = fmt::format("{} applied in {}", one.tag, show(one.took));
    terminal.event(log_level::info, "migration_applied", line, [&](json_writer& out) {
      out.member("migration", one.tag).member("statements", one.statements);
      out.member("milliseconds", milliseconds(one.took));
    });
  };
  to.watch.blocked = [&terminal](const run::running_statement& now,
                                 const std::vector<run::blocker>& by) {
    const std::string line =
        fmt::format("{} waits for a lock, {} so far", now.tag, show(now.elapsed));
    terminal.event(log_level::warning, "blocked", line, [&](json_writer& out) {
      out.member("migration", now.tag).member("milliseconds", milliseconds(now.elapsed));
      out.key("by").begin_array();
      for (const run::blocker& one : by) {
        out.begin_object().member("process", one.process).member("user", one.user);
        out.member("application", one.application).member("address", one.address);
        out.member("state", one.state).member("milliseconds", milliseconds(one.open_since));
        out.member("query", one.query).end_object();
      }
      out.end_array();
    });
  };
  to.watch.again = [&terminal](const run::another_try& next) {
    const std::string line =
        fmt::format("{}: {}; again in {}", next.tag, next.reason, show(next.pause));
    terminal.event(log_level::warning, "again", line, [&](json_writer& out) {
      out.member("migration", next.tag).member("why", next.reason);
      out.member("milliseconds", milliseconds(next.pause));
      out.member("number", next.next).member("of", next.of);
    });
  };
  to.watch.notice = [&terminal](const std::string& tag, const pg::server_message& said) {
    log_notice(terminal, tag, said);
  };
}

void log_finished(const console& terminal, const run::report& result,
                  std::chrono::microseconds took) {
  const std::string line = result.applied.empty()
                               ? fmt::format("nothing to apply: {} applied before", result.already)
                               : fmt::format("{} applied in {}, {} before", result.applied.size(),
                                             show(took), result.already);
  terminal.event(log_level::info, "finished", line, [&](json_writer& out) {
    out.member("applied", static_cast<std::int64_t>(result.applied.size()));
    out.member("before", static_cast<std::int64_t>(result.already));
    out.member("milliseconds", milliseconds(took));
  });
}

}  // namespace sluice::cli
