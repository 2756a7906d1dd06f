// How one list became another: the longest common runs, found the way Python's difflib (and so
// json-diff, and so drizzle-kit) finds them.
#pragma once

#include <string>
#include <vector>

namespace sluice::diff {

struct list_edit {
  enum class action { keep, remove, add };
  action what;
  const std::string* value;
};

// The new list in order, with the removed values where they stood. Values are distinct within a
// list.
std::vector<list_edit> edits(const std::vector<std::string>& before,
                             const std::vector<std::string>& after);

}  // namespace sluice::diff
