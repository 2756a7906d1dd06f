#include "cli/database_flags.hpp"

#include <fmt/format.h>

#include "cli/duration.hpp"
#include "cli/report.hpp"

namespace sluice::cli {

std::string waiting_for(const run::lock_holder& holder, std::chrono::milliseconds waited) {
  std::string out =
      holder.process == 0
          ? std::string("waiting for another migrator")
          : fmt::format("waiting for another migrator: process {} ({}, {}, {}), there since {}",
                        holder.process, holder.user,
                        holder.application.empty() ? "unnamed" : holder.application, holder.address,
                        holder.since);
  if (waited >= std::chrono::seconds(1)) out += fmt::format("; {} so far", show(waited));
  return out;
}

void declare_database(flag_set& flags, database_flags& into) {
  project::database_request& to = into.request;
  flags.heading("Where");
  flags.text("--url", "URL", to.url, "the database; else DATABASE_URL, the config, PG*");
  flags.text("--out,--dir", "FOLDER", to.flags.out, "the migrations folder (drizzle)");
  flags.text("--migrations-schema", "NAME", to.flags.migrations_schema,
             "the ledger's schema (drizzle)");
  flags.text("--migrations-table", "NAME", to.flags.migrations_table,
             "the ledger's name (__drizzle_migrations)");
}

void complete(const context& in, database_flags& given, const std::string& command) {
  given.request.where = given.common.where;
  given.request.arguments = process_arguments(command, in.arguments);
}

project::migrate_callbacks callbacks(context& in, database_flags& given) {
  project::migrate_callbacks out;
  out.place = [&](const project::workplace& at) {
    given.database = at.database;
    in.terminal.say(in.terminal.err().dim(
        fmt::format("{} ({}), {}", at.database, at.origin, shown_path(at.folder.string()))));
  };
  out.watch.remark = [&](const diagnostic& one) {
    in.remarks.push_back(one);
    report(in.terminal, one);
  };
  out.watch.waiting_for_lock = [&](const run::lock_holder& holder,
                                   std::chrono::milliseconds waited) {
    in.terminal.say(waiting_for(holder, waited));
  };
  return out;
}

}  // namespace sluice::cli
