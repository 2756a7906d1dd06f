#include "script/files.hpp"

#include <algorithm>
#include <array>
#include <climits>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

namespace sluice::script {

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos || slash == 0 ? "/" : path.substr(0, slash);
}

std::string join_path(std::string_view folder, std::string_view name) {
  std::string result(name.starts_with('/') ? "" : folder);
  if (result == "/") result.clear();
  for (const std::string_view part : split(name, "/")) {
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      result.resize(result.rfind('/') == std::string::npos ? 0 : result.rfind('/'));
    } else {
      result.append("/").append(part);
    }
  }
  return result.empty() ? "/" : result;
}

files::files(const std::string& root, record& depends) : depends_(depends) {
  root_ = real(join_path("/", root));
  open_.push_back(root_);
  for (std::string_view folder = root_;; folder = folder_of(folder)) {
    const std::string modules = join_path(folder, "node_modules");
    struct stat found{};
    if (::stat(modules.c_str(), &found) == 0) open_.push_back(real(modules));
    if (folder == "/") break;
  }
}

files::kind files::look(const std::string& path) {
  const auto known = looks_.find(path);
  if (known != looks_.end()) return known->second;
  struct stat found{};
  kind what = kind::absent;
  if (::stat(path.c_str(), &found) == 0) {
    what = S_ISDIR(found.st_mode)   ? kind::directory
           : S_ISREG(found.st_mode) ? kind::file
                                    : kind::absent;
  }
  if (what == kind::absent) depends_.note(input::kind::absent, path, {});
  looks_.emplace(path, what);
  return what;
}

std::string files::real(const std::string& path) {
  return real(path, 0);
}

std::string files::real(const std::string& path, int depth) {
  constexpr int most_links = 40;
  if (path == "/" || depth > most_links) return path;
  const auto known = reals_.find(path);
  if (known != reals_.end()) return known->second;
  const std::string folder = real(std::string(folder_of(path)), depth);
  std::string result = join_path(folder, std::string_view(path).substr(path.rfind('/') + 1));
  std::array<char, PATH_MAX> target{};
  const ssize_t size = ::readlink(result.c_str(), target.data(), target.size());
  if (size > 0) {
    const std::string link = std::move(result);
    result = real(join_path(folder, {target.data(), static_cast<std::size_t>(size)}), depth + 1);
    depends_.note(input::kind::link, link, content_key(result));
  }
  reals_.emplace(path, result);
  return result;
}

bool files::allowed(const std::string& real_path) {
  return std::any_of(open_.begin(), open_.end(), [&](const std::string& folder) {
    return folder == "/" || (real_path.starts_with(folder) && (real_path.size() == folder.size() ||
                                                               real_path[folder.size()] == '/'));
  });
}

bool files::open_store(const std::string& real_path) {
  constexpr std::string_view modules = "/node_modules";
  const std::size_t at = real_path.find(concat(modules, "/"));
  if (at == std::string::npos) return false;
  open_.push_back(real_path.substr(0, at + modules.size()));
  return true;
}

std::string files::read(const std::string& path) {
  std::string content = read_file(path);
  depends_.note(input::kind::file, path, content_key(content));
  return content;
}

std::vector<std::string> files::list(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    names.push_back(entry.path().filename());
  }
  std::sort(names.begin(), names.end());
  depends_.note(input::kind::directory, folder, content_key(join(names, "\n")));
  return names;
}

}  // namespace sluice::script
