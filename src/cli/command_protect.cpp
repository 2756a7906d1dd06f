// sluice protect
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "cli/consent.hpp"
#include "cli/database_flags.hpp"
#include "cli/report.hpp"
#include "project/protect.hpp"

namespace sluice::cli {

namespace {

void write_mark(json_writer& out, std::string_view key, const std::optional<std::string>& mark) {
  out.key(key);
  mark ? out.string(*mark) : out.null();
}

std::string sentence(const project::protect_result& done) {
  if (!done.now) {
    return done.before
               ? fmt::format("{} is not protected as {} any more", done.database, *done.before)
               : fmt::format("{} is not protected", done.database);
  }
  if (done.before == done.now) {
    return fmt::format("{} is protected as {} already", done.database, *done.now);
  }
  return fmt::format("{} is protected as {}: what destroys asks for its name", done.database,
                     *done.now);
}

}  // namespace

int run_protect(context& in) {
  database_flags given;
  project::protect_request request;
  std::optional<std::string> confirm;
  std::vector<std::string> words;
  flag_set flags(
      "protect",
      "Mark a database as protected: whatever would destroy something in it asks for the\n"
      "database's name from then on, and older migrations are not applied unasked. NAME is\n"
      "the mark's; else the environment's, else production.",
      {"sluice protect production --url …", "sluice protect --off --confirm shop"});
  flags.words("[NAME]", words);
  flags.heading("Flags").toggle("--off", request.off, "take the mark off");
  declare_consent(flags, confirm);
  declare_database(flags, given);
  declare(flags, given.common, true);
  if (!parse(in, flags, given.common)) return 0;
  complete(in, given, "protect");
  if (words.size() > 1) {
    throw error(failure::usage, "USAGE.ARGUMENT",
                fmt::format("sluice protect takes no argument \"{}\"", words[1]))
        .advise("sluice protect --help");
  }
  if (!words.empty()) request.name = words.front();
  request.database = given.request;
  request.by = consent_of(in, confirm, std::nullopt);

  const project::protect_result done = project::protect(request, [&](const diagnostic& one) {
    in.remarks.push_back(one);
    report(in.terminal, one);
  });
  in.terminal.say(sentence(done));
  if (!in.terminal.chosen().json) return 0;
  json_writer out;
  out.begin_object().member("schemaVersion", json_schema_version);
  out.member("status", done.now ? "protected" : "unprotected").member("database", done.database);
  write_mark(out, "protected", done.now);
  write_mark(out, "before", done.before);
  write_diagnostics(out.key("diagnostics"), in.remarks);
  in.terminal.data(out.end_object().take() + "\n");
  return 0;
}

}  // namespace sluice::cli
