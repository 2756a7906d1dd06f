#include "cli/verification.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/duration.hpp"

namespace sluice::cli {

namespace {

using outcome = project::verification::outcome;

constexpr std::size_t most_lines = 12;

std::string_view status(outcome is) {
  switch (is) {
    case outcome::right:
      return "verified";
    case outcome::wrong:
      return "wrong";
    case outcome::impossible:
      break;
  }
  return "impossible";
}

// Indented, and not without end.
std::string shown(const std::string& text) {
  std::string out;
  std::size_t count = 0;
  const std::vector<std::string_view> lines = split(text, "\n");
  for (const std::string_view line : lines) {
    if (++count > most_lines) {
      return out + fmt::format("\n    … and {} more lines", lines.size() - most_lines);
    }
    out += fmt::format("{}    {}", out.empty() ? "" : "\n", line);
  }
  return out;
}

}  // namespace

void say_verification(const console& terminal, const project::verification& found) {
  const paint& color = terminal.err();
  const std::string on = fmt::format("in {} on PostgreSQL {}", show(found.took), found.server);
  switch (found.is) {
    case outcome::right:
      terminal.say(fmt::format("[{}] verified {}{}", color.green("✓"), on,
                               found.went_back ? ": there, back, and there again" : ""));
      break;
    case outcome::wrong:
      terminal.warn(fmt::format("{} the migration is not right {}", color.yellow("warning:"), on));
      break;
    case outcome::impossible:
      terminal.say(fmt::format("{} not verified", color.yellow("note:")));
      break;
  }
  if (found.is != outcome::right) terminal.warn(shown(join(found.details, "\n")));
  if (!found.with_rows.empty()) {
    terminal.warn(fmt::format("{} on tables with rows it can fail:", color.yellow("warning:")));
    terminal.warn(shown(found.with_rows));
  }
}

void write_verification(json_writer& out, const std::optional<project::verification>& found) {
  out.key("verification");
  if (!found) {
    out.null();
    return;
  }
  out.begin_object().member("status", status(found->is));
  out.member("milliseconds", static_cast<std::int64_t>(found->took.count()));
  out.member("server", found->server).member("wentBack", found->went_back);
  out.key("withRows");
  found->with_rows.empty() ? out.null() : out.string(found->with_rows);
  out.key("details").begin_array();
  for (const std::string& one : found->details) out.string(one);
  out.end_array().end_object();
}

}  // namespace sluice::cli
