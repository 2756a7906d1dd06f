#include "cluster/installation.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <set>
#include <system_error>
#include <unistd.h>
#include <vector>

#include "base/error.hpp"
#include "base/process.hpp"
#include "base/text.hpp"

namespace sluice::cluster {
namespace {

namespace fs = std::filesystem;

bool is_complete(const fs::path& folder) {
  return ::access((folder / "initdb").c_str(), X_OK) == 0 &&
         ::access((folder / "postgres").c_str(), X_OK) == 0;
}

int leading_number(std::string_view text) {
  int out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

// "postgres (PostgreSQL) 15.18 (Debian …)" → "15.18"
std::string version_in(std::string_view words) {
  for (const std::string_view word : split(trim(words), " ")) {
    if (!word.empty() && word[0] >= '0' && word[0] <= '9') return std::string(word);
  }
  return {};
}

void add_children(const fs::path& parent, std::string_view below, std::set<fs::path>& out) {
  std::error_code none;
  for (const fs::directory_entry& child : fs::directory_iterator(parent, none)) {
    const fs::path folder = child.path() / below;
    if (is_complete(folder)) out.insert(fs::weakly_canonical(folder, none));
  }
}

std::set<fs::path> candidates() {
  std::set<fs::path> out;
  std::error_code none;
  if (const char* path = std::getenv("PATH"); path != nullptr) {
    for (const std::string_view part : split(path, ":")) {
      if (!part.empty() && is_complete(part)) out.insert(fs::weakly_canonical(part, none));
    }
  }
  add_children("/usr/lib/postgresql", "bin", out);
  add_children("/usr", "bin", out);  // /usr/pgsql-16/bin
  add_children("/opt/homebrew/opt", "bin", out);
  add_children("/usr/local/opt", "bin", out);
  if (out.empty()) {
    try {
      const process_result config = run_process({"pg_config", "--bindir"});
      const fs::path folder = trim(config.out);
      if (config.exit_code == 0 && is_complete(folder)) out.insert(folder);
    } catch (const error&) {
      return out;  // no pg_config either
    }
  }
  return out;
}

// Newest first.
std::vector<installation> all_installations() {
  std::vector<installation> out;
  for (const fs::path& folder : candidates()) {
    const process_result said = run_process({(folder / "postgres").string(), "--version"});
    installation found{folder, version_in(said.out), 0};
    found.major = leading_number(found.version);
    if (said.exit_code == 0 && found.major > 0) out.push_back(std::move(found));
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const installation& a, const installation& b) { return a.major > b.major; });
  return out;
}

}  // namespace

installation find_installation() {
  std::vector<installation> all = all_installations();
  if (!all.empty()) return std::move(all.front());
  throw error(failure::general, "CLUSTER.NO_POSTGRES",
              "no PostgreSQL server is installed on this machine")
      .because("initdb and postgres are neither in PATH nor where packages put them")
      .advise(
          "install it: apt install postgresql (Debian, Ubuntu), dnf install postgresql-server "
          "(Fedora), brew install postgresql (macOS); or give the URL of a server elsewhere in "
          "DATABASE_URL");
}

std::optional<installation> find_installation(int major) {
  for (installation& one : all_installations()) {
    if (one.major == major) return std::move(one);
  }
  return std::nullopt;
}

}  // namespace sluice::cluster
