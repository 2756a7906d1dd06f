#include "project/committed.hpp"

#include "base/error.hpp"
#include "base/process.hpp"
#include "base/text.hpp"

namespace sluice::project {
namespace {

namespace fs = std::filesystem;

std::string run_git(const fs::path& folder, std::vector<std::string> arguments,
                    const std::string& base) {
  arguments.insert(arguments.begin(), {"git", "--no-optional-locks", "-C", folder.string()});
  const process_result done = run_process(arguments);
  if (done.exit_code == 0) return done.out;
  throw error(failure::config, "CHECK.NO_BASE",
              concat("git can't compare the migrations with ", base))
      .because(std::string(trim(done.err)))
      .advise("fetch that commit and its history (in a CI job: a full clone), or --no-git");
}

// A repository before its first commit.
bool is_unborn(const fs::path& folder) {
  const process_result asked =
      run_process({"git", "-C", folder.string(), "rev-parse", "--verify", "--quiet", "HEAD"});
  return asked.exit_code == 1;
}

}  // namespace

bool is_in_git(const fs::path& folder) {
  std::error_code failed;
  fs::path at = fs::canonical(folder, failed);
  if (failed) return false;
  for (; at.has_relative_path(); at = at.parent_path()) {
    if (fs::exists(at / ".git", failed)) return true;
  }
  return false;
}

committed compare_with_git(const fs::path& folder, const std::optional<std::string>& base) {
  const std::string name = base.value_or("HEAD");
  std::vector<std::string> arguments = {"diff",          "--raw",        "-z",
                                        "--no-abbrev",   "--no-renames", "--no-ext-diff",
                                        "--no-textconv", "--relative"};
  if (base) arguments.emplace_back("--merge-base");
  arguments.insert(arguments.end(), {name, "--", "."});
  std::string raw;
  try {
    raw = run_git(folder, std::move(arguments), name);
  } catch (const error&) {
    if (base || !is_unborn(folder)) throw;
  }

  // ":MODE MODE OLD NEW LETTER" and the path, each with a zero behind it.
  committed out;
  std::string journal_blob;
  const std::vector<std::string_view> parts = split(raw, std::string_view("\0", 1));
  for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
    const std::vector<std::string_view> fields = split(parts[i], " ");
    if (fields.size() != 5 || fields[4].empty()) break;
    const char letter = fields[4][0];
    if (letter == 'A') continue;
    out.changed.push_back({std::string(parts[i + 1]), letter == 'D'});
    if (parts[i + 1] == "meta/_journal.json") journal_blob = fields[2];
  }
  if (!journal_blob.empty()) {
    out.journal = run_git(folder, {"cat-file", "blob", journal_blob}, name);
  }
  return out;
}

}  // namespace sluice::project
