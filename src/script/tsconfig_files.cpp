// Which files a tsconfig.json is for: its "files", "include" and "exclude".
#include <algorithm>
#include <array>
#include <span>

#include "base/text.hpp"
#include "script/tsconfig.hpp"

namespace sluice::script {
namespace {

using parts = std::span<const std::string_view>;

bool is_wild(std::string_view text) {
  return text.find_first_of("*?") != std::string_view::npos;
}

// One part of a path against one of a pattern: `*` is any text, `?` any letter.
bool fits(std::string_view pattern, std::string_view part) {
  if (pattern.empty()) return part.empty();
  if (pattern.front() == '*') {
    return fits(pattern.substr(1), part) || (!part.empty() && fits(pattern, part.substr(1)));
  }
  return !part.empty() && (pattern.front() == '?' || pattern.front() == part.front()) &&
         fits(pattern.substr(1), part.substr(1));
}

// What wildcards of "include" pass over.
bool is_hidden(std::string_view part) {
  constexpr std::array<std::string_view, 3> packages = {"node_modules", "bower_components",
                                                        "jspm_packages"};
  return part.starts_with('.') ||
         std::find(packages.begin(), packages.end(), part) != packages.end();
}

enum class use { include, exclude };

bool fits(parts pattern, parts path, use as) {
  if (pattern.empty()) return path.empty() || as == use::exclude;
  if (pattern.front() == "**") {
    for (std::size_t skipped = 0;; ++skipped) {
      if (fits(pattern.subspan(1), path.subspan(skipped), as)) return true;
      if (skipped == path.size() || (as == use::include && is_hidden(path[skipped]))) return false;
    }
  }
  if (path.empty() || !fits(pattern.front(), path.front())) return false;
  if (as == use::include && is_wild(pattern.front()) && is_hidden(path.front())) return false;
  return fits(pattern.subspan(1), path.subspan(1), as);
}

bool fits(const std::string& pattern, const std::string& path, use as) {
  std::vector<std::string_view> wanted = split(pattern, "/");
  const std::vector<std::string_view> given = split(path, "/");
  // A folder is all that is in it.
  if (as == use::include && !is_wild(wanted.back()) &&
      wanted.back().find('.') == std::string_view::npos) {
    wanted.insert(wanted.end(), {"**", "*"});
  }
  return fits(wanted, given, as);
}

}  // namespace

bool tsconfig::holds_for(const std::string& file) const {
  const auto any = [&](const std::vector<std::string>& patterns, use as) {
    return std::any_of(patterns.begin(), patterns.end(),
                       [&](const std::string& one) { return fits(one, file, as); });
  };
  if (include) return any(*include, use::include) && !any(exclude, use::exclude);
  return files && std::find(files->begin(), files->end(), file) != files->end();
}

}  // namespace sluice::script
