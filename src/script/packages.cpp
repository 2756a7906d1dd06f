#include "script/packages.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace sluice::script {
namespace {

using conditions = std::array<std::string_view, 8>;

// In turn: as require() would see a package, since CommonJS needs no conversion; as import would;
// and what only development sees, sources in place of what a build makes.
constexpr std::array<conditions, 3> passes = {
    conditions{"require", "node", "module-sync", "default"},
    conditions{"import", "node", "module", "default"},
    conditions{"source", "development", "bun", "types", "require", "import", "node", "default"}};

void pick(const rapidjson::Value& target, const conditions& active,
          std::vector<std::string>& found) {
  if (target.IsString()) {
    found.emplace_back(view(target));
  } else if (target.IsArray()) {
    for (const auto& item : target.GetArray()) pick(item, active, found);
  } else if (target.IsObject()) {
    for (const auto& item : target.GetObject()) {
      if (std::find(active.begin(), active.end(), view(item.name)) != active.end()) {
        pick(item.value, active, found);
      }
    }
  }
}

// The targets of `key` in an exports or imports object: its own entry, or the longest pattern's.
std::vector<std::string> targets(const rapidjson::Value& map, std::string_view key,
                                 const conditions& active) {
  std::vector<std::string> found;
  if (const rapidjson::Value* exact = member(map, key)) {
    pick(*exact, active, found);
    return found;
  }
  const rapidjson::Value* best = nullptr;
  std::size_t best_size = 0;
  std::string_view middle;
  for (const auto& item : map.GetObject()) {
    const std::string_view pattern = view(item.name);
    const std::size_t star = pattern.find('*');
    const bool folder = star == std::string_view::npos && pattern.ends_with('/');
    if (star == std::string_view::npos && !folder) continue;
    const std::string_view before = folder ? pattern : pattern.substr(0, star);
    const std::string_view after = folder ? std::string_view() : pattern.substr(star + 1);
    if (!key.starts_with(before) || !key.ends_with(after) ||
        key.size() < before.size() + after.size() || before.size() < best_size) {
      continue;
    }
    best = &item.value;
    best_size = before.size();
    middle = key.substr(before.size(), key.size() - before.size() - after.size());
  }
  if (best == nullptr) return found;
  pick(*best, active, found);
  for (std::string& target : found) {
    target = target.ends_with('/') ? target.append(middle) : replace_all(target, "*", middle);
  }
  return found;
}

// An object of conditions, or of paths that begin with ".".
bool has_paths(const rapidjson::Value& exports) {
  return exports.IsObject() && exports.MemberCount() > 0 &&
         view(exports.MemberBegin()->name).starts_with('.');
}

constexpr std::array<std::string_view, 8> extensions = {".ts", ".tsx", ".mts", ".cts",
                                                        ".js", ".mjs", ".cjs", ".json"};

struct exchange {
  std::string_view written;
  std::array<std::string_view, 3> meant;
};
// What TypeScript calls by the name of what it makes.
constexpr std::array<exchange, 4> exchanges = {{{".js", {".ts", ".tsx", ".jsx"}},
                                                {".mjs", {".mts", ".ts", ".tsx"}},
                                                {".cjs", {".cts", ".ts", ".tsx"}},
                                                {".jsx", {".tsx", ".ts", ".js"}}}};

bool is_declaration(std::string_view path) {
  return path.ends_with(".d.ts") || path.ends_with(".d.mts") || path.ends_with(".d.cts");
}

}  // namespace

const rapidjson::Document* packages::at(const std::string& folder) {
  const auto known = read_.find(folder);
  if (known != read_.end()) {
    const auto& found = known->second;
    return found ? &*found : nullptr;
  }
  const std::string path = join_path(folder, "package.json");
  auto& place = read_[folder];
  if (disk_.is_file(path) && disk_.allowed(disk_.real(path))) {
    place = parse_json(disk_.read(path), path);
  }
  return place ? &*place : nullptr;
}

std::string packages::nearest(const std::string& folder) {
  for (std::string_view at_folder = folder;; at_folder = folder_of(at_folder)) {
    if (at(std::string(at_folder)) != nullptr) return std::string(at_folder);
    if (at_folder == disk_.root() || at_folder == "/") return {};
  }
}

std::optional<std::string> packages::script_at(const std::string& path) {
  if (disk_.is_file(path)) return path;
  for (const exchange& item : exchanges) {
    if (!path.ends_with(item.written)) continue;
    const std::string stem = path.substr(0, path.size() - item.written.size());
    for (const std::string_view extension : item.meant) {
      if (disk_.is_file(concat(stem, extension))) return concat(stem, extension);
    }
  }
  for (const std::string_view extension : extensions) {
    if (disk_.is_file(concat(path, extension))) return concat(path, extension);
  }
  if (disk_.is_file(path + ".jsx")) return path + ".jsx";
  return std::nullopt;
}

std::optional<std::string> packages::file(const std::string& path) {
  if (auto found = script_at(path)) return found;
  if (!disk_.is_directory(path)) return std::nullopt;
  if (at(path) != nullptr) return entry(path, {});
  return script_at(join_path(path, "index"));
}

std::optional<std::string> packages::target(const std::string& folder, const std::string& path) {
  if (is_declaration(path)) return std::nullopt;
  const std::string whole = join_path(folder, path);
  if (auto found = script_at(whole)) return found;
  if (disk_.is_directory(whole)) {
    if (auto found = script_at(join_path(whole, "index"))) return found;
  }
  return source_of(folder, path);
}

// Where a workspace's package names what its build would make, the source it would be made of.
std::optional<std::string> packages::source_of(const std::string& folder, const std::string& path) {
  if (disk_.real(folder).find("/node_modules/") != std::string::npos) return std::nullopt;
  std::string_view rest = path;
  while (rest.starts_with("./")) rest.remove_prefix(2);
  constexpr std::array<std::string_view, 10> built = {"dist", "build", "lib", "out",    "output",
                                                      "esm",  "cjs",   "mjs", "_types", "types"};
  bool any = false;
  while (rest.find('/') != std::string_view::npos &&
         std::find(built.begin(), built.end(), rest.substr(0, rest.find('/'))) != built.end()) {
    rest.remove_prefix(rest.find('/') + 1);
    any = true;
  }
  if (!any) return std::nullopt;
  for (const std::string_view place : {"src", ".", "source"}) {
    const std::string candidate = join_path(join_path(folder, place), rest);
    if (auto found = script_at(candidate)) return found;
    if (disk_.is_directory(candidate)) {
      if (auto found = script_at(join_path(candidate, "index"))) return found;
    }
  }
  return std::nullopt;
}

std::optional<std::string> packages::entry(const std::string& folder, std::string_view subpath) {
  const rapidjson::Document* manifest = at(folder);
  const rapidjson::Value* exports = manifest == nullptr ? nullptr : member(*manifest, "exports");
  if (exports != nullptr && !exports->IsNull()) {
    const std::string key = subpath.empty() ? "." : concat("./", subpath);
    for (const conditions& active : passes) {
      std::vector<std::string> candidates;
      if (has_paths(*exports)) {
        candidates = targets(*exports, key, active);
      } else if (subpath.empty()) {
        pick(*exports, active, candidates);
      }
      for (const std::string& candidate : candidates) {
        if (auto found = target(folder, candidate)) return found;
      }
    }
    return std::nullopt;
  }
  if (!subpath.empty()) {
    const std::string path = join_path(folder, subpath);
    if (auto found = file(path)) return found;
    return source_of(folder, std::string(subpath));
  }
  if (manifest != nullptr) {
    for (const char* field : {"main", "module", "source", "types"}) {
      const std::string named = string_member(*manifest, field);
      if (named.empty()) continue;
      if (auto found = target(folder, named)) return found;
    }
  }
  if (auto found = script_at(join_path(folder, "index"))) return found;
  // A workspace's package without a word of where its code is.
  return source_of(folder, "dist/index");
}

std::optional<std::string> packages::internal(const std::string& folder, std::string_view name,
                                              std::string& other) {
  const rapidjson::Document* manifest = at(folder);
  const rapidjson::Value* imports = manifest == nullptr ? nullptr : member(*manifest, "imports");
  if (imports == nullptr || !imports->IsObject()) return std::nullopt;
  for (const conditions& active : passes) {
    for (const std::string& candidate : targets(*imports, name, active)) {
      if (!candidate.starts_with('.')) {
        other = candidate;
        return std::nullopt;
      }
      if (auto found = target(folder, candidate)) return found;
    }
  }
  return std::nullopt;
}

}  // namespace sluice::script
