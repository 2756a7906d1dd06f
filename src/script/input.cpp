// The keys that inputs have now.
#include <algorithm>
#include <filesystem>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "script/engine.hpp"

namespace sluice::script {
namespace {

std::string key_of_all(const std::map<std::string, std::string>& environment) {
  std::string all;
  for (const auto& [name, text] : environment)
    all += concat(name, "=", text, std::string_view("\0", 1));
  return content_key(all);
}

}  // namespace

std::string current_key(const input& earlier,
                        const std::map<std::string, std::string>& environment) {
  constexpr const char* changed = "changed";
  std::error_code failed;
  switch (earlier.what) {
    case input::kind::file: {
      try {
        const auto content = read_file_if_exists(earlier.name);
        return content ? content_key(*content) : changed;
      } catch (const error&) {
        return changed;
      }
    }
    case input::kind::absent:
      return std::filesystem::exists(earlier.name, failed) ? changed : "";
    case input::kind::directory: {
      std::vector<std::string> names;
      for (const auto& entry : std::filesystem::directory_iterator(earlier.name, failed)) {
        names.push_back(entry.path().filename());
      }
      if (failed) return changed;
      std::sort(names.begin(), names.end());
      return content_key(join(names, "\n"));
    }
    case input::kind::environment: {
      if (earlier.name == "*") return key_of_all(environment);
      const auto found = environment.find(earlier.name);
      return found == environment.end() ? std::string() : content_key(found->second);
    }
    case input::kind::link: {
      const auto target = std::filesystem::canonical(earlier.name, failed);
      return failed ? changed : content_key(target.string());
    }
    case input::kind::chance:
      return changed;
  }
  return changed;
}

bool still_holds(const input& earlier, const std::map<std::string, std::string>& environment) {
  return current_key(earlier, environment) == earlier.key;
}

}  // namespace sluice::script
