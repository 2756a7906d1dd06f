#include "frontend/typescript/glob.hpp"

#include <algorithm>
#include <fnmatch.h>
#include <set>
#include <system_error>

#include "base/braces.hpp"
#include "base/text.hpp"
#include "frontend/typescript/collate.hpp"

namespace sluice::frontend::typescript {

namespace {

namespace fs = std::filesystem;

struct segment {
  enum class form { literal, pattern, any_depth };
  form kind = form::literal;
  std::string text;
};

bool has_magic(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto closed_by = [&](char end) {
      return text.find(end, i + 2) != std::string_view::npos;
    };
    const bool opens_list = i + 1 < text.size() && text[i + 1] == '(';
    if (c == '\\') {
      ++i;
    } else if (c == '*' || c == '?' || (c == '[' && closed_by(']')) ||
               ((c == '!' || c == '+' || c == '@') && opens_list && closed_by(')'))) {
      return true;
    }
  }
  return false;
}

std::string without_escapes(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    out += text[i];
  }
  return out;
}

std::vector<segment> parse(std::string_view pattern) {
  std::vector<segment> segments;
  std::size_t begin = 0;
  for (std::size_t end = 0; end <= pattern.size(); ++end) {
    if (end < pattern.size() && pattern[end] != '/') continue;
    const std::string_view text = pattern.substr(begin, end - begin);
    begin = end + 1;
    if (text.empty() && !segments.empty() && end < pattern.size()) continue;  // a//b
    if (text == "**") {
      segments.push_back({segment::form::any_depth, {}});
    } else if (has_magic(text)) {
      segments.push_back({segment::form::pattern, std::string(text)});
    } else {
      segments.push_back({segment::form::literal, without_escapes(text)});
    }
  }
  return segments;
}

// Walks one pattern without braces.
class walk {
 public:
  walk(std::vector<segment> segments, const fs::path& folder, std::set<std::string>& found)
      : segments_(std::move(segments)), folder_(folder), found_(found) {}

  void run() { from({}, 0, false); }

 private:
  // `prefix`: the path so far ("" at the start), `next`: the first segment that isn't matched yet.
  void from(std::string prefix, std::size_t next, bool below_any_depth) {
    while (next < segments_.size() && segments_[next].kind == segment::form::literal) {
      prefix = next == 0 ? segments_[0].text : concat(prefix, "/", segments_[next].text);
      ++next;
    }
    if (next == segments_.size()) {
      add(prefix);
    } else if (segments_[next].kind == segment::form::any_depth) {
      descend(prefix, next, below_any_depth);
    } else {
      match(prefix, next, below_any_depth);
    }
  }

  void add(const std::string& path) {
    std::error_code error;
    const fs::file_status status = fs::status(absolute(path), error);
    const bool wants_folder = path.ends_with('/');
    if (fs::exists(status) && (!wants_folder || fs::is_directory(status))) found_.insert(path);
  }

  void match(const std::string& prefix, std::size_t next, bool below_any_depth) {
    const std::string& pattern = segments_[next].text;
    for (const std::string& name : names(prefix)) {
      if (name[0] == '.' && pattern[0] != '.') continue;
      if (fnmatch(pattern.c_str(), name.c_str(), FNM_EXTMATCH) != 0) continue;
      from(below(prefix, name, next), next + 1, below_any_depth);
    }
  }

  void descend(const std::string& prefix, std::size_t next, bool below_any_depth) {
    std::error_code error;
    if (!fs::is_directory(absolute(prefix), error)) return;
    from(prefix, next + 1, below_any_depth);
    // What lies below a link to a folder is found one level deep: links may lead in circles.
    if (below_any_depth && fs::is_symlink(fs::symlink_status(absolute(prefix), error))) return;
    for (const std::string& name : names(prefix)) {
      if (name[0] == '.') continue;
      const std::string path = below(prefix, name, next);
      if (next + 1 == segments_.size()) add(path);
      descend(path, next, true);
    }
  }

  static std::string below(const std::string& prefix, const std::string& name, std::size_t next) {
    return next == 0 && prefix.empty() ? name : concat(prefix, "/", name);
  }

  std::vector<std::string> names(const std::string& prefix) const {
    std::vector<std::string> all;
    std::error_code error;
    for (fs::directory_iterator entry(absolute(prefix), error), end; !error && entry != end;
         entry.increment(error)) {
      all.push_back(entry->path().filename().string());
    }
    return all;
  }

  fs::path absolute(const std::string& path) const {
    // An absolute pattern's first segment is "".
    if (path.empty()) {
      const bool rooted = segments_[0].kind == segment::form::literal && segments_[0].text.empty();
      return rooted ? fs::path("/") : folder_;
    }
    return folder_ / path;
  }

  std::vector<segment> segments_;
  const fs::path& folder_;
  std::set<std::string>& found_;
};

}  // namespace

std::vector<std::string> glob(std::string_view pattern, const fs::path& folder) {
  std::set<std::string> found;
  for (const std::string& one : expand_braces(pattern)) walk(parse(one), folder, found).run();
  std::vector<std::string> all(found.begin(), found.end());
  std::sort(all.begin(), all.end(),
            [](const std::string& a, const std::string& b) { return comes_before(a, b); });
  return all;
}

}  // namespace sluice::frontend::typescript
