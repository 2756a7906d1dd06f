// sluice verify
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "cli/database_flags.hpp"
#include "cli/duration.hpp"
#include "cli/findings.hpp"
#include "cli/others.hpp"
#include "cli/report.hpp"
#include "project/three_way.hpp"

namespace sluice::cli {

namespace {

using project::party;

std::string code_of(const project::disagreement& one) {
  if (!one.odd_one) return "VERIFY.DISAGREE";
  switch (*one.odd_one) {
    case party::source:
      return "VERIFY.SCHEMA_ALONE";
    case party::migrations:
      return "VERIFY.MIGRATIONS_ALONE";
    case party::database:
      return "VERIFY.DATABASE_ALONE";
  }
  return {};
}

std::string advice(const project::disagreement& one, std::size_t pending) {
  if (!one.odd_one) return {};
  switch (*one.odd_one) {
    case party::source:
      return "sluice generate, if the schema is right";
    case party::migrations:
      return "sluice generate; then sluice baseline, where a database has it already";
    case party::database:
      return pending > 0 ? "sluice migrate: migrations are pending"
                         : "sluice drift prints the SQL that mends the database";
  }
  return {};
}

std::string verdict(const project::three_way_result& now) {
  const std::string built = fmt::format("(built on {}, PostgreSQL {}, {})", now.place, now.server,
                                        show(std::chrono::microseconds(now.took)));
  if (now.disagreements.empty()) {
    return fmt::format("the schema, the migrations and the database agree: {} objects {}",
                       now.objects, built);
  }
  const std::size_t count = now.disagreements.size();
  return fmt::format("the schema, the migrations and the database disagree on {} {} {}", count,
                     count == 1 ? "object" : "objects", built);
}

void write_text(json_writer& out, std::string_view key, const std::optional<std::string>& text) {
  if (text) {
    out.member(key, *text);
  } else {
    out.key(key).null();
  }
}

void write(json_writer& out, const project::disagreement& one) {
  out.begin_object().member("kind", one.object.kind).member("schema", one.object.schema);
  out.member("relation", one.object.relation).member("name", one.object.name);
  out.key("oddOneOut");
  if (one.odd_one) {
    out.string(*one.odd_one == party::source       ? "schema"
               : *one.odd_one == party::migrations ? "migrations"
                                                   : "database");
  } else {
    out.null();
  }
  write_text(out, "schemaSource", one.source);
  write_text(out, "migrations", one.migrations);
  write_text(out, "database", one.database);
  out.end_object();
}

}  // namespace

int run_verify(context& in) {
  database_flags given;
  project::three_way_request request;
  findings_flags asked;
  std::vector<std::string> schema;
  flag_set flags("verify", "Prove that the schema, the migrations and a database say the same.",
                 {"sluice verify", "sluice verify --env production --format sarif"});
  flags.heading("What is compared");
  flags.list("--schema", "FILE", schema, "schema file, folder or glob; can be repeated");
  flags.text("--scratch-url", "URL", request.scratch_url, "the empty database to build on");
  declare(flags, asked);
  declare_database(flags, given);
  declare(flags, given.common, true);
  if (!parse(in, flags, given.common, asked)) return 0;
  complete(in, given, "verify");
  if (!schema.empty()) given.request.flags.schema = schema;
  request.database = given.request;
  request.console = [&](std::string_view text) { in.terminal.complain(text); };

  const project::three_way_result now = project::verify_all(request, callbacks(in, given));
  findings found{.command = "verify", .verdict = verdict(now)};
  for (const project::disagreement& one : now.disagreements) {
    diagnostic& added = found.all.emplace_back();  // g++ 12 warns of a temporary
    added.level = severity::error;
    added.code = code_of(one);
    added.message = one.what;
    added.hint = advice(one, now.pending);
  }
  found.document = [&](json_writer& out) {
    out.member("status", now.disagreements.empty() ? "same" : "different");
    out.member("database", given.database).member("place", now.place);
    out.member("server", now.server).member("objects", static_cast<std::int64_t>(now.objects));
    out.member("pending", static_cast<std::int64_t>(now.pending));
    out.key("disagreements").begin_array();
    for (const project::disagreement& one : now.disagreements) write(out, one);
    out.end_array();
    write_others(out, now.others);
  };
  print(in.terminal, found, asked);
  say_others(in.terminal, now.others);
  return now.disagreements.empty() ? 0 : static_cast<int>(failure::drift);
}

}  // namespace sluice::cli
