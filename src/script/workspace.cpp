#include "script/workspace.hpp"

#include "base/json.hpp"
#include "base/text.hpp"

namespace sluice::script {
namespace {

// The list under "packages:" of pnpm-workspace.yaml: that much of YAML.
std::vector<std::string> pnpm_packages(std::string_view yaml) {
  std::vector<std::string> found;
  bool inside = false;
  for (std::string_view line : split(yaml, "\n")) {
    const std::string_view text = trim(line.substr(0, line.find(" #")));
    if (text.empty() || text.starts_with('#')) continue;
    if (text.starts_with('-') && inside) {
      std::string_view item = trim(text.substr(1));
      if (item.size() > 1 && (item.front() == '"' || item.front() == '\'')) {
        item = item.substr(1, item.size() - 2);
      }
      found.emplace_back(item);
    } else if (!line.starts_with(' ')) {
      inside = text == "packages:";
    }
  }
  return found;
}

}  // namespace

std::vector<std::string> workspace::patterns(const std::string& root) {
  std::vector<std::string> found;
  const std::string yaml = join_path(root, "pnpm-workspace.yaml");
  if (disk_.is_file(yaml) && disk_.allowed(disk_.real(yaml))) {
    found = pnpm_packages(disk_.read(yaml));
  }
  const rapidjson::Document* manifest = packages_.at(root);
  const rapidjson::Value* list = manifest == nullptr ? nullptr : member(*manifest, "workspaces");
  if (list != nullptr && list->IsObject()) list = member(*list, "packages");
  if (list != nullptr && list->IsArray()) {
    for (const auto& item : list->GetArray()) {
      if (item.IsString()) found.emplace_back(view(item));
    }
  }
  return found;
}

void workspace::expand(members& found, const std::string& folder, std::string_view pattern,
                       int depth) {
  constexpr int deepest = 6;
  while (pattern.starts_with("./")) pattern.remove_prefix(2);
  if (pattern.empty() || pattern == ".") {
    if (const rapidjson::Document* manifest = packages_.at(folder)) {
      const std::string name = string_member(*manifest, "name");
      if (!name.empty()) found.emplace(name, folder);
    }
    return;
  }
  const std::size_t slash = pattern.find('/');
  const std::string_view part = pattern.substr(0, slash);
  const std::string_view rest =
      slash == std::string_view::npos ? std::string_view() : pattern.substr(slash + 1);
  const std::size_t star = part.find('*');
  if (star == std::string_view::npos) {
    const std::string inner = join_path(folder, part);
    if (disk_.is_directory(inner)) expand(found, inner, rest, depth);
    return;
  }
  if (depth > deepest) return;
  if (part == "**") expand(found, folder, rest, depth + 1);
  const std::string_view before = part.substr(0, star);
  const std::string_view after = part == "**" ? std::string_view() : part.substr(star + 1);
  for (const std::string& name : disk_.list(folder)) {
    if (name == "node_modules" || name.starts_with('.') || !name.starts_with(before) ||
        !name.ends_with(after)) {
      continue;
    }
    const std::string inner = join_path(folder, name);
    if (!disk_.is_directory(inner)) continue;
    expand(found, inner, part == "**" ? pattern : rest, depth + 1);
  }
}

const workspace::members& workspace::of(const std::string& root) {
  const auto [place, added] = workspaces_.try_emplace(root);
  if (added) {
    for (const std::string& pattern : patterns(root)) {
      if (!pattern.starts_with('!')) expand(place->second, root, pattern, 0);
    }
  }
  return place->second;
}

std::optional<std::string> workspace::find(const std::string& name, const std::string& importer) {
  for (std::string_view folder = importer;; folder = folder_of(folder)) {
    const members& all = of(std::string(folder));
    const auto found = all.find(name);
    if (found != all.end()) return found->second;
    if (folder == disk_.root() || folder == "/") return std::nullopt;
  }
}

}  // namespace sluice::script
