// sluice drift
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "cli/database_flags.hpp"
#include "cli/findings.hpp"
#include "cli/others.hpp"
#include "cli/report.hpp"
#include "project/drift.hpp"

namespace sluice::cli {

namespace {

using kind = project::schema_difference::kind;

std::string code_of(kind is) {
  if (is == kind::missing) return "DRIFT.MISSING";
  if (is == kind::different) return "DRIFT.DIFFERENT";
  return "DRIFT.UNEXPECTED";
}

std::string message_of(const project::schema_difference& one) {
  if (one.is == kind::besides) return one.what + " is not expected";
  return one.what;
}

std::string both_ways(const project::drift_result& now) {
  if (now.mend.sql.empty() && now.keep.sql.empty()) return {};
  return fmt::format(
      "-- makes the database as {0} says\n{1}\n\n-- leads from {0} to the database as it is\n{2}",
      now.expected, now.mend.sql, now.keep.sql);
}

std::string verdict(const project::drift_result& now) {
  const std::string of =
      now.is_applied ? now.expected : fmt::format("{}, which is not applied", now.expected);
  if (now.differences.empty()) return fmt::format("the database has the schema of {}", of);
  return fmt::format("the database has {} from the schema of {}",
                     now.differences.size() == 1
                         ? "1 difference"
                         : fmt::format("{} differences", now.differences.size()),
                     of);
}

}  // namespace

int run_drift(context& in) {
  database_flags given;
  project::drift_request request;
  findings_flags asked;
  flag_set flags("drift", "Compare a database with the schema that its migrations say.",
                 {"sluice drift --env production", "sluice drift --format github"});
  flags.heading("What is compared");
  flags.text("--until", "TAG", request.until, "the schema of that migration (the last applied)");
  declare(flags, asked);
  declare_database(flags, given);
  declare(flags, given.common, true);
  if (!parse(in, flags, given.common, asked)) return 0;
  complete(in, given, "drift");
  request.database = given.request;

  const project::drift_result now = project::find_drift(request, callbacks(in, given));
  findings found{.command = "drift", .verdict = verdict(now), .sql = both_ways(now)};
  for (const project::schema_difference& one : now.differences) {
    found.all.push_back(
        {.level = severity::error, .code = code_of(one.is), .message = message_of(one)});
  }
  found.document = [&](json_writer& out) {
    out.member("status", now.differences.empty() ? "same" : "drift");
    out.member("database", given.database).member("expected", now.expected);
    out.member("applied", now.is_applied).member("pending", static_cast<std::int64_t>(now.pending));
    out.key("outOfScope").begin_array();
    for (const std::string& one : now.outside) out.string(one);
    out.end_array();
    out.member("mend", now.mend.sql).member("keep", now.keep.sql);
    write_others(out, now.others);
  };
  print(in.terminal, found, asked);
  say_others(in.terminal, now.others);
  return now.differences.empty() ? 0 : static_cast<int>(failure::drift);
}

}  // namespace sluice::cli
