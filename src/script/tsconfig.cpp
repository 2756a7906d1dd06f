#include "script/tsconfig.hpp"

#include "base/json.hpp"
#include "base/text.hpp"

namespace sluice::script {

std::vector<std::string> tsconfig::candidates(std::string_view specifier) const {
  std::vector<std::string> found;
  const alias* best = nullptr;
  std::size_t best_size = 0;
  std::string_view middle;
  for (const alias& item : paths) {
    const std::size_t star = item.pattern.find('*');
    if (star == std::string::npos) {
      if (item.pattern != specifier) continue;
      best = &item;
      middle = {};
      break;
    }
    const std::string_view before = std::string_view(item.pattern).substr(0, star);
    const std::string_view after = std::string_view(item.pattern).substr(star + 1);
    if (!specifier.starts_with(before) || !specifier.ends_with(after) ||
        specifier.size() < before.size() + after.size() ||
        (best != nullptr && before.size() <= best_size)) {
      continue;
    }
    best = &item;
    best_size = before.size();
    middle = specifier.substr(before.size(), specifier.size() - before.size() - after.size());
  }
  if (best != nullptr) {
    for (const std::string& target : best->targets) {
      found.push_back(join_path("/", replace_all(target, "*", middle)));
    }
  }
  if (!base_url.empty()) found.push_back(join_path(base_url, specifier));
  return found;
}

const tsconfig* tsconfigs::at(const std::string& folder) {
  const auto known = known_.find(folder);
  if (known != known_.end()) {
    const auto& kept = known->second;
    return kept ? &*kept : nullptr;
  }
  std::optional<tsconfig> found;
  for (const char* name : {"tsconfig.json", "jsconfig.json"}) {
    const std::string file = join_path(folder, name);
    if (disk_.is_file(file)) {
      found = load(file, folder, 0);
      break;
    }
  }
  if (!found && folder != disk_.root() && folder != "/") {
    if (const tsconfig* above = at(std::string(folder_of(folder)))) found = *above;
  }
  const auto& kept = known_[folder] = std::move(found);
  return kept ? &*kept : nullptr;
}

std::optional<std::string> tsconfigs::extended(const std::string& name, const std::string& folder) {
  if (name.starts_with('.') || name.starts_with('/')) {
    const std::string path = join_path(folder, name);
    for (const char* ending : {"", ".json", "/tsconfig.json"}) {
      if (disk_.is_file(path + ending)) return path + ending;
    }
    return std::nullopt;
  }
  for (const char* ending : {"", ".json", "/tsconfig.json"}) {
    auto found = package_(name + ending, folder);
    if (found && found->ends_with(".json")) return found;
  }
  return std::nullopt;
}

std::optional<tsconfig> tsconfigs::load(const std::string& file, const std::string& first_folder,
                                        int depth) {
  constexpr int deepest = 16;
  if (depth > deepest || !disk_.allowed(disk_.real(file))) return std::nullopt;
  const std::string folder(folder_of(file));
  const rapidjson::Document document = parse_json(disk_.read(file), file, json_dialect::jsonc);
  tsconfig result;
  const auto extend = [&](const rapidjson::Value& name) {
    if (!name.IsString()) return;
    const auto base = extended(std::string(view(name)), folder);
    if (!base) return;
    if (auto more = load(*base, first_folder, depth + 1)) {
      if (!more->base_url.empty()) result.base_url = more->base_url;
      if (!more->paths.empty()) result.paths = std::move(more->paths);
    }
  };
  if (const rapidjson::Value* bases = member(document, "extends")) {
    if (bases->IsArray()) {
      for (const auto& base : bases->GetArray()) extend(base);
    } else {
      extend(*bases);
    }
  }
  const auto absolute = [&](std::string_view path, const std::string& from) {
    return join_path(from, replace_all(std::string(path), "${configDir}", first_folder));
  };
  const rapidjson::Value* options = member(document, "compilerOptions");
  if (options != nullptr) {
    const std::string base = string_member(*options, "baseUrl");
    if (!base.empty()) result.base_url = absolute(base, folder);
    const rapidjson::Value* paths = member(*options, "paths");
    if (paths != nullptr && paths->IsObject()) {
      const std::string from = result.base_url.empty() ? folder : result.base_url;
      result.paths.clear();
      for (const auto& item : paths->GetObject()) {
        tsconfig::alias alias{std::string(view(item.name)), {}};
        if (!item.value.IsArray()) continue;
        for (const auto& target : item.value.GetArray()) {
          if (target.IsString()) alias.targets.push_back(absolute(view(target), from));
        }
        result.paths.push_back(std::move(alias));
      }
    }
  }
  // A file that only lists others ("references"), as project templates write it.
  const rapidjson::Value* references = member(document, "references");
  if (result.paths.empty() && references != nullptr && references->IsArray()) {
    for (const auto& reference : references->GetArray()) {
      const auto other = extended(absolute(string_member(reference, "path"), folder), folder);
      if (!other || *other == file) continue;
      const auto more = load(*other, std::string(folder_of(*other)), depth + 1);
      if (more && !more->paths.empty()) return more;
    }
  }
  return result;
}

}  // namespace sluice::script
