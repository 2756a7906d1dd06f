#include "script/tsconfig.hpp"

#include <algorithm>
#include <array>

#include "base/json.hpp"
#include "base/text.hpp"

namespace sluice::script {
namespace {

std::optional<std::vector<std::string>> texts(const rapidjson::Value* list) {
  if (list == nullptr || !list->IsArray()) return std::nullopt;
  std::vector<std::string> all;
  for (const auto& each : list->GetArray()) {
    if (each.IsString()) all.emplace_back(view(each));
  }
  return all;
}

// Versions before ES2022 know no fields of classes.
bool knows_class_fields(const std::string& target) {
  constexpr std::array<std::string_view, 10> older = {
      "es3", "es5", "es6", "es2015", "es2016", "es2017", "es2018", "es2019", "es2020", "es2021"};
  return std::find(older.begin(), older.end(), to_lower(target)) == older.end();
}

// What the options say, over what those say that they extend.
void read_stripping(const rapidjson::Value& options, tsconfig& to) {
  to.target = string_member(options, "target", to.target);
  const auto flag = [&](std::string_view name, std::optional<bool>& known) {
    const rapidjson::Value* value = member(options, name);
    if (value != nullptr && value->IsBool()) known = value->GetBool();
  };
  flag("useDefineForClassFields", to.defines_class_fields);
  flag("preserveValueImports", to.keeps_unused_imports);
  flag("verbatimModuleSyntax", to.keeps_unused_imports);
  const std::string unused = to_lower(string_member(options, "importsNotUsedAsValues"));
  if (unused == "preserve" || unused == "error") to.keeps_unused_imports = true;
}

}  // namespace

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
    for (const std::string& place : best->targets) {
      found.push_back(join_path("/", replace_all(place, "*", middle)));
    }
  }
  if (!base_url.empty()) found.push_back(join_path(base_url, specifier));
  return found;
}

strip_options tsconfig::stripping() const {
  return {.defines_class_fields = defines_class_fields.value_or(knows_class_fields(target)),
          .keeps_unused_imports = keeps_unused_imports.value_or(false)};
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
      if (!more->target.empty()) result.target = more->target;
      if (more->defines_class_fields) result.defines_class_fields = more->defines_class_fields;
      if (more->keeps_unused_imports) result.keeps_unused_imports = more->keeps_unused_imports;
      if (more->files) result.files = std::move(more->files);
      if (more->include) result.include = std::move(more->include);
      if (!more->exclude.empty()) result.exclude = std::move(more->exclude);
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
    read_stripping(*options, result);
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
  const auto places = [&](const char* name) {
    auto all = texts(member(document, name));
    if (all) {
      for (std::string& each : *all) each = absolute(each, folder);
    }
    return all;
  };
  if (auto all = places("files")) result.files = std::move(all);
  if (auto all = places("include")) result.include = std::move(all);
  if (auto all = places("exclude")) result.exclude = *std::move(all);
  if (depth == 0 && !result.files && !result.include) result.include = {{concat(folder, "/**/*")}};
  // A file that only lists others ("references"), as project templates write it.
  const rapidjson::Value* references = member(document, "references");
  if (result.paths.empty() && references != nullptr && references->IsArray()) {
    for (const auto& reference : references->GetArray()) {
      const auto other = extended(absolute(string_member(reference, "path"), folder), folder);
      if (!other || *other == file) continue;
      const auto more = load(*other, std::string(folder_of(*other)), depth + 1);
      if (more && !more->paths.empty()) {
        result.base_url = more->base_url;
        result.paths = more->paths;
        break;
      }
    }
  }
  return result;
}

}  // namespace sluice::script
