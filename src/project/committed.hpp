// What git has of a migrations folder: the files that differ from a commit's. One start of the git
// program, a second one where the journal differs.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sluice::project {

struct committed {
  struct file {
    std::string name;  // from the folder: "0001_second.sql", "meta/_journal.json"
    bool is_gone = false;
  };
  std::vector<file> changed;           // edited or removed; new ones are not
  std::optional<std::string> journal;  // its text there, where it differs
};

// Whether the folder lies in a work tree: no program is started for that.
bool is_in_git(const std::filesystem::path& folder);

// `base`: a commit; what counts is where its history and this one's part. Nothing: the last commit,
// whatever it is. Throws CHECK.NO_BASE (failure::config) in git's words.
committed compare_with_git(const std::filesystem::path& folder,
                           const std::optional<std::string>& base);

}  // namespace sluice::project
