#include "cli/findings.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "cli/github.hpp"
#include "cli/report.hpp"
#include "cli/repository_path.hpp"

namespace sluice::cli {

namespace {

std::string document(const findings& found) {
  json_writer out;
  out.begin_object().member("schemaVersion", json_schema_version);
  if (found.document) found.document(out);
  write_diagnostics(out.key("findings"), found.all);
  return out.end_object().take() + "\n";
}

std::string text(const findings& found, const console& to) {
  std::string out;
  for (const diagnostic& one : found.all) {
    if (to.chosen().quiet && one.level != severity::error) continue;
    out += worded(one, to.out()) + "\n";
  }
  if (!found.sql.empty() && !to.chosen().quiet) out += "\n" + found.sql + "\n";
  return out;
}

std::string format_of(const findings_flags& asked, const console& to) {
  if (to.chosen().json) return "json";
  return asked.format.value_or("");
}

}  // namespace

void declare(flag_set& flags, findings_flags& into) {
  flags.heading("How it is told");
  flags.choice("--format", {"text", "json", "github", "gitlab", "sarif"}, into.format,
               "for people, programs or a CI service");
  flags.choice("--fail-on", {"error", "warning", "note", "nothing"}, into.fail_on,
               "from which level on the exit code says so (error)");
}

bool parse(context& in, flag_set& flags, common_flags& common, findings_flags& into) {
  if (!cli::parse(in, flags, common)) return false;
  if (into.format == "json" && !common.look.json) {
    common.look.json = true;
    in.terminal.choose(common.look);
  }
  return true;
}

bool is_failed(const diagnostics& all, const findings_flags& asked) {
  const std::string level = asked.fail_on.value_or("error");
  if (level == "nothing") return false;
  const severity least = level == "note"      ? severity::note
                         : level == "warning" ? severity::warning
                                              : severity::error;
  return std::any_of(all.begin(), all.end(),
                     [&](const diagnostic& one) { return one.level >= least; });
}

void print(const console& to, const findings& unveiled, const findings_flags& asked) {
  findings found = unveiled;
  for (diagnostic& one : found.all) one = hidden(std::move(one));
  const std::string format = format_of(asked, to);
  if (format == "json") {
    to.data(document(found));
  } else if (format == "gitlab") {
    to.data(gitlab_report(found));
  } else if (format == "sarif") {
    to.data(sarif_log(found));
  } else if (format == "github") {
    to.data(github_annotations(found));
  } else {
    to.data(text(found, to));
    to.say(found.verdict);
    // Who says --format text wants nothing else.
    if (format.empty() && in_github_actions()) to.data(github_annotations(found));
  }
  if (format == "github" || (format.empty() && in_github_actions())) {
    add_to_step_summary(github_summary(found));
  }
}

std::vector<std::string> fingerprints(const findings& found) {
  std::map<std::string, int> seen;
  std::vector<std::string> out;
  for (const diagnostic& one : found.all) {
    const std::string file = repository_path(one.where.file.empty() ? found.file : one.where.file);
    std::string what = concat(one.code, "\n", file, "\n", one.message);
    const int before = seen[what]++;
    if (before > 0) what += fmt::format("\n{}", before);
    out.push_back(sha256_hex(what));
  }
  return out;
}

}  // namespace sluice::cli
