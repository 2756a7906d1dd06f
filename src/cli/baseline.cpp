#include "cli/baseline.hpp"

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "cli/duration.hpp"
#include "cli/interruption.hpp"
#include "cli/report.hpp"

namespace sluice::cli {

namespace {

std::string document(const database_flags& given, const project::baseline_result& now,
                     const diagnostics& remarks) {
  json_writer out;
  out.begin_object().member("schemaVersion", json_schema_version);
  out.member("status", now.tags.empty() ? "current" : now.written ? "marked" : "planned");
  out.member("database", given.database).member("until", now.until).key("marked").begin_array();
  for (const std::string& one : now.tags) out.string(one);
  out.end_array().key("proof");
  if (now.proven) {
    out.begin_object().member("place", now.place).member("server", now.proven->server);
    out.member("builtFrom", now.proven->built_from).key("besides").begin_array();
    for (const project::schema_difference& one : now.proven->differences) out.string(one.what);
    out.end_array().member("milliseconds", static_cast<std::int64_t>(now.proven->took.count()));
    out.end_object();
  } else {
    out.null();
  }
  write_diagnostics(out.key("diagnostics"), remarks);
  return out.end_object().take() + "\n";
}

}  // namespace

void declare(flag_set& flags, proof_flags& into) {
  flags.toggle("--no-verify", into.no_verify, "mark without proof that the schema is there");
  flags.text("--scratch-url", "URL", into.scratch_url, "the empty database to prove it on");
}

int run_baseline(context& in, database_flags& given, const proof_flags& proof,
                 project::baseline_request request) {
  const project::migrate_callbacks to = callbacks(in, given);
  request.database = given.request;
  request.verify = !proof.no_verify;
  request.scratch_url = proof.scratch_url;
  request.version = SLUICE_VERSION;
  request.lock.interrupt = &listen_for_interruption();
  request.lock.waiting = to.watch.waiting_for_lock;
  const project::baseline_result now = project::baseline(request, to);
  if (in.terminal.chosen().json) {
    in.terminal.data(document(given, now, in.remarks));
    return 0;
  }
  const paint& color = in.terminal.err();
  if (now.tags.empty()) {
    in.terminal.say(fmt::format("nothing to mark: all are applied up to {}", now.until));
    return 0;
  }
  if (now.proven) {
    in.terminal.say(
        fmt::format("{} the database has the schema of {} {}", color.green("✓"), now.until,
                    color.dim(fmt::format("(built from {} on {}, PostgreSQL {}, {})",
                                          now.proven->built_from, now.place, now.proven->server,
                                          show(std::chrono::microseconds(now.proven->took))))));
  }
  for (const std::string& one : now.tags) in.terminal.detail(one);
  const std::string which = now.tags.size() == 1
                                ? now.tags.front()
                                : fmt::format("{} to {}, {} migrations", now.tags.front(),
                                              now.tags.back(), now.tags.size());
  in.terminal.say(now.written
                      ? fmt::format("marked as applied, and not run: {}", which)
                      : fmt::format("would be marked as applied: {}; nothing was written", which));
  return 0;
}

}  // namespace sluice::cli
