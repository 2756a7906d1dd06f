// sluice repair
#include <algorithm>
#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "cli/agreement.hpp"
#include "cli/database_flags.hpp"
#include "cli/interruption.hpp"
#include "cli/ledger_states.hpp"
#include "cli/report.hpp"
#include "project/repair.hpp"

namespace sluice::cli {

namespace {

struct repair_flags {
  database_flags database;
  run::repair_wishes wishes;
  bool dry_run = false;
};

void declare_repair(flag_set& flags, repair_flags& into) {
  flags.heading("What is true");
  flags.list("--accept", "TAG", into.wishes.accept, "the file as it is now is what was applied");
  flags.list("--forget", "TAG", into.wishes.forget, "it is not applied: a tag, a row's id or hash");
  flags.list("--mark", "TAG", into.wishes.mark, "it is applied, though the ledger has no row");
  flags.list("--past", "TAG", into.wishes.past, "the statement that a run died at is done: go on");
  flags.list("--again", "TAG", into.wishes.again, "it is not done: the next run runs it again");
  flags.toggle("--dry-run", into.dry_run, "say what would be written, and write nothing");
  declare_database(flags, into.database);
  declare(flags, into.database.common, true);
}

std::string short_hash(const std::string& hash) {
  return hash.substr(0, 12);
}

std::string sentence(const run::rewrite& one) {
  if (one.past) {
    const std::string whose = one.way == run::direction::down ? "the way back of " : "";
    return *one.past ? fmt::format("pass over statement {} of {}{}: it counts as done", one.done,
                                   whose, one.tag)
                     : fmt::format("run statement {} of {}{} again: it counts as not done",
                                   one.done + 1, whose, one.tag);
  }
  switch (one.way) {
    case run::direction::accept:
      if (one.row_id == 0) return fmt::format("accept {} as it is now, applied in part", one.tag);
      return one.hash == one.old_hash
                 ? fmt::format("accept {}: row {} gets the journal's time", one.tag, one.row_id)
                 : fmt::format("accept {}: row {} gets the file's hash, {} for {}", one.tag,
                               one.row_id, short_hash(one.hash), short_hash(one.old_hash));
    case run::direction::mark:
      return fmt::format("mark {} as applied: a row is added, nothing is run", one.tag);
    default:
      if (one.tag.starts_with("row ")) {
        return fmt::format("forget {}: it is deleted, nothing is undone", one.tag);
      }
      return one.row_id == 0
                 ? fmt::format("forget what was done of {}: the next run begins at its start",
                               one.tag)
                 : fmt::format("forget {}: row {} is deleted, nothing is undone", one.tag,
                               one.row_id);
  }
}

std::string command_line(const run::repair_wishes& wishes) {
  std::string out = "sluice repair";
  for (const std::string& one : wishes.accept) out += " --accept " + one;
  for (const std::string& one : wishes.forget) out += " --forget " + one;
  for (const std::string& one : wishes.mark) out += " --mark " + one;
  for (const std::string& one : wishes.past) out += " --past " + one;
  for (const std::string& one : wishes.again) out += " --again " + one;
  return out + " --yes";
}

std::string document(const repair_flags& given, const run::repair_report& now,
                     const diagnostics& remarks) {
  json_writer out;
  out.begin_object().member("schemaVersion", json_schema_version);
  out.member("status", now.written             ? "repaired"
                       : !now.changes.empty()  ? "planned"
                       : now.after.disagrees() ? "disagrees"
                                               : "agrees");
  out.member("database", given.database.database).key("changes").begin_array();
  for (const run::rewrite& one : now.changes) {
    const std::string_view change = !one.past   ? run::name_of(one.way)
                                    : *one.past ? "past"
                                                : "again";
    out.begin_object().member("change", change).member("tag", one.tag);
    out.key("ledgerId");
    one.row_id == 0 ? out.null() : out.integer(one.row_id);
    out.end_object();
  }
  out.end_array().member("disagrees", now.after.disagrees());
  write_diagnostics(out.key("diagnostics"), remarks);
  return out.end_object().take() + "\n";
}

// What is left to decide, and in a few words that there is nothing.
void tell(context& in, const run::status_report& now, const project::migrate_callbacks& to) {
  const diagnostics found = run::findings(now);
  for (const diagnostic& one : found) to.watch.remark(one);
  if (!now.disagrees()) in.terminal.say("ledger and folder agree");
}

}  // namespace

int run_repair(context& in) {
  repair_flags given;
  flag_set flags("repair",
                 "Make the ledger say what is true. Without flags: show where it and the folder\n"
                 "disagree, and what resolves each case. No migration is run or undone.",
                 {"sluice repair", "sluice repair --accept 0003_add_email",
                  "sluice repair --forget 17 --yes"});
  declare_repair(flags, given);
  if (!parse(in, flags, given.database.common)) return 0;
  complete(in, given.database, "repair");

  const project::migrate_callbacks to = callbacks(in, given.database);
  project::repair_request request;
  request.database = given.database.request;
  request.wishes = given.wishes;
  request.version = SLUICE_VERSION;
  request.lock.interrupt = &listen_for_interruption();
  request.lock.waiting = to.watch.waiting_for_lock;

  const auto agree = [&](const run::repair_report& planned) {
    for (const run::rewrite& one : planned.changes) {
      in.terminal.say(fmt::format("{} {}", in.terminal.err().yellow("·"), sentence(one)));
    }
    if (given.dry_run) return false;
    return is_agreed(in.terminal, {.what = "the ledger would be changed",
                                   .question = "Write this to the ledger?",
                                   .no = "no, leave it as it is",
                                   .yes = "yes, write it",
                                   .command = command_line(given.wishes)});
  };
  const run::repair_report result = project::repair(request, to, agree);
  if (in.terminal.chosen().json) {
    for (const diagnostic& one : run::findings(result.after)) in.remarks.push_back(one);
    in.terminal.data(document(given, result, in.remarks));
    return 0;
  }
  if (result.changes.empty() || result.written) {
    tell(in, result.after, to);
  } else {
    in.terminal.say("nothing was written");
    if (given.dry_run && result.after.disagrees()) {
      in.terminal.say("after that there would be left:");
      for (const diagnostic& one : run::findings(result.after)) to.watch.remark(one);
    }
  }
  return 0;
}

}  // namespace sluice::cli
