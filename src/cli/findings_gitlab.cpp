// GitLab's Code Quality report: https://docs.gitlab.com/ci/testing/code_quality/, an artifact of
// the kind reports:codequality.
#include "base/text.hpp"
#include "cli/findings.hpp"
#include "cli/repository_path.hpp"

namespace sluice::cli {

namespace {

std::string_view severity_of(severity level) {
  switch (level) {
    case severity::note:
      return "info";
    case severity::warning:
      return "minor";
    case severity::error:
      break;
  }
  return "major";
}

}  // namespace

std::string gitlab_report(const findings& found) {
  const std::vector<std::string> known_as = fingerprints(found);
  json_writer out;
  out.begin_array();
  for (std::size_t i = 0; i < found.all.size(); ++i) {
    const diagnostic& one = found.all[i];
    out.begin_object();
    out.member("description",
               one.hint.empty() ? one.message : concat(one.message, " (next: ", one.hint, ")"));
    out.member("check_name", one.code).member("fingerprint", known_as[i]);
    out.member("severity", severity_of(one.level));
    out.key("location").begin_object();
    // Every report has a file and a line.
    out.member("path", repository_path(one.where.file.empty() ? found.file : one.where.file));
    out.key("lines").begin_object().member("begin", one.where.line > 0 ? one.where.line : 1);
    out.end_object().end_object().end_object();
  }
  return out.end_array().take() + "\n";
}

}  // namespace sluice::cli
