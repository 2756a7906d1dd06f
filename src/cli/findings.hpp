// What `sluice check` and its like found in a project, in the form that somebody asked for: for
// people, as one JSON document, or as what GitHub, GitLab and code scanners read.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/json_writer.hpp"
#include "cli/common_flags.hpp"

namespace sluice::cli {

struct findings {
  std::string command;  // "check"
  diagnostics all;
  std::string file;     // what a finding without a place belongs to, such as the configuration
  std::string verdict;  // one line on all of them
  // SQL that is missing or would mend them: under the findings, for people and in the summary.
  std::string sql;
  // The members of the --json document besides `findings`; `status` among them.
  std::function<void(json_writer&)> document;
};

struct findings_flags {
  std::optional<std::string> format;   // --format
  std::optional<std::string> fail_on;  // --fail-on
};

void declare(flag_set& flags, findings_flags& into);
// As that of the common flags; --format json is --json.
bool parse(context& in, flag_set& flags, common_flags& common, findings_flags& into);

// Whether there is one of the level that --fail-on says, or of a worse one: errors, unasked.
bool is_failed(const diagnostics& all, const findings_flags& asked);

// On standard output: --format's, --json's document, or text. In a job of GitHub's, text has
// annotations besides, and the step's summary gets a table.
void print(const console& to, const findings& found, const findings_flags& asked);

// The forms themselves.

// Annotations, a line each, the worst first; of more than ten of a level the tenth counts the rest.
std::string github_annotations(const findings& found);
// Markdown.
std::string github_summary(const findings& found);
// A Code Quality report.
std::string gitlab_report(const findings& found);
// A SARIF 2.1.0 log.
std::string sarif_log(const findings& found);

// The same for the same finding in the next run, wherever its line is by then; unlike any other's.
std::vector<std::string> fingerprints(const findings& found);

}  // namespace sluice::cli
