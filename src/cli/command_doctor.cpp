// sluice doctor
#include <algorithm>
#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "cli/database_flags.hpp"
#include "cli/report.hpp"
#include "project/doctor.hpp"

namespace sluice::cli {

namespace {

using level = project::finding::level;

std::string_view name_of(level is) {
  switch (is) {
    case level::good:
      return "good";
    case level::note:
      return "note";
    case level::warning:
      return "warning";
    case level::problem:
      break;
  }
  return "problem";
}

std::string mark_of(const paint& color, level is) {
  switch (is) {
    case level::good:
      return color.green("✓");
    case level::note:
      return color.dim("·");
    case level::warning:
      return color.yellow("!");
    case level::problem:
      break;
  }
  return color.red("✗");
}

std::string table(const paint& color, const std::vector<project::shown_setting>& settings) {
  std::size_t width = 0;
  std::size_t values = 0;
  for (const project::shown_setting& one : settings) {
    width = std::max(width, one.name.size());
    if (one.value.size() < 40) values = std::max(values, one.value.size());
  }
  std::string out;
  for (const project::shown_setting& one : settings) {
    const std::string value = one.value.empty() ? "-" : one.value;
    out +=
        fmt::format("{:<{}}  {:<{}}  {}\n", one.name, width, value, values, color.dim(one.origin));
  }
  return out;
}

std::string list(const paint& color, const std::vector<project::finding>& findings) {
  std::size_t width = 0;
  for (const project::finding& one : findings) width = std::max(width, one.topic.size());
  std::string out;
  for (const project::finding& one : findings) {
    const std::string code = one.code.empty() ? "" : color.dim(fmt::format(" [{}]", one.code));
    const std::size_t end = one.text.find('\n');
    const std::string indent(width + 4, ' ');
    out += fmt::format("{} {:<{}}  {}{}\n", mark_of(color, one.is), one.topic, width,
                       one.text.substr(0, end), code);
    if (end != std::string::npos) {
      out +=
          fmt::format("{}{}\n", indent, replace_all(one.text.substr(end + 1), "\n", "\n" + indent));
    }
    if (!one.hint.empty()) out += fmt::format("{}{} {}\n", indent, color.green("next:"), one.hint);
  }
  return out;
}

std::string document(const project::health& found) {
  json_writer out;
  out.begin_object().member("schemaVersion", json_schema_version);
  out.member("status", found.stops ? "blocked" : "ready");
  out.key("settings").begin_array();
  for (const project::shown_setting& one : found.settings) {
    out.begin_object().member("name", one.name).member("value", one.value);
    out.member("origin", one.origin).end_object();
  }
  out.end_array().key("findings").begin_array();
  for (const project::finding& one : found.findings) {
    out.begin_object().member("level", name_of(one.is)).member("topic", one.topic);
    out.member("text", one.text).key("code");
    one.code.empty() ? out.null() : out.string(one.code);
    out.key("hint");
    one.hint.empty() ? out.null() : out.string(one.hint);
    out.end_object();
  }
  return out.end_array().end_object().take() + "\n";
}

}  // namespace

int run_doctor(context& in) {
  database_flags given;
  flag_set flags(
      "doctor",
      "Show every setting and where it is from, and what of the folder, the connection, the\n"
      "server and the role would stop a migration. Writes nothing; passwords are hidden.\n"
      "Ends with 0, or as `sluice migrate` would.",
      {"sluice doctor", "sluice doctor -e production --json"});
  declare_database(flags, given);
  declare(flags, given.common, true);
  if (!parse(in, flags, given.common)) return 0;
  complete(in, given, "migrate");

  const project::health found = project::examine_project(given.request);
  if (in.terminal.chosen().json) {
    in.terminal.data(document(found));
  } else {
    if (!in.terminal.chosen().quiet) {
      in.terminal.data(table(in.terminal.out(), found.settings) + "\n");
    }
    std::vector<project::finding> shown = found.findings;
    if (in.terminal.chosen().quiet) {
      std::erase_if(shown, [](const project::finding& one) { return one.is != level::problem; });
    }
    in.terminal.data(list(in.terminal.out(), shown));
  }
  return found.stops ? static_cast<int>(*found.stops) : 0;
}

}  // namespace sluice::cli
