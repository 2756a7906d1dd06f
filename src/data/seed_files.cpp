#include "data/seed_files.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace sluice::data {

namespace {

struct ending {
  std::string_view text;
  seed_kind kind;
};

constexpr std::array endings = {
    ending{".load.toml", seed_kind::load}, ending{".sql", seed_kind::sql},
    ending{".ts", seed_kind::typescript},  ending{".mts", seed_kind::typescript},
    ending{".cts", seed_kind::typescript}, ending{".js", seed_kind::typescript},
    ending{".mjs", seed_kind::typescript}, ending{".cjs", seed_kind::typescript}};

std::optional<seed> as_seed(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  if (name.starts_with('_') || name.starts_with('.') || name.ends_with(".d.ts") ||
      name.ends_with(".test.ts") || name.ends_with(".spec.ts") || name.ends_with(".down.sql")) {
    return std::nullopt;
  }
  for (const ending& one : endings) {
    if (!name.ends_with(one.text)) continue;
    seed out{.name = name.substr(0, name.size() - one.text.size()), .file = file, .kind = one.kind};
    if (out.name.ends_with(".up")) out.name.resize(out.name.size() - 3);
    const std::size_t dot = out.name.rfind('.');
    if (dot != std::string::npos && dot > 0) out.environment = out.name.substr(dot + 1);
    return out;
  }
  return std::nullopt;
}

// Numbers by their size: 2_b is before 10_a.
bool is_before(const seed& one, const seed& other) {
  const auto number = [](const std::string& name) -> std::optional<unsigned long> {
    const std::size_t end = name.find_first_not_of("0123456789");
    constexpr std::size_t most = 18;
    if (end == 0 || name.empty() || std::min(end, name.size()) > most) return std::nullopt;
    return std::stoul(name.substr(0, end));
  };
  const auto a = number(one.name);
  const auto b = number(other.name);
  if (a && b && *a != *b) return *a < *b;
  return one.name < other.name;
}

void add_folder(const std::filesystem::path& folder, const std::string& environment,
                std::vector<seed>& into) {
  std::vector<seed> found;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::optional<seed> one = as_seed(entry.path());
    if (!one) continue;
    if (!environment.empty()) {
      one->name = concat(environment, "/", one->name);
      one->environment = environment;
    }
    found.push_back(std::move(*one));
  }
  if (found.size() > 1) {
    std::erase_if(found, [](const seed& one) { return one.file.stem() == "index"; });
  }
  std::sort(found.begin(), found.end(), is_before);
  into.insert(into.end(), found.begin(), found.end());
}

}  // namespace

std::vector<seed> list_seeds(const std::filesystem::path& place) {
  std::vector<seed> out;
  if (std::filesystem::is_regular_file(place)) {
    if (std::optional<seed> one = as_seed(place)) out.push_back(std::move(*one));
    return out;
  }
  add_folder(place, "", out);
  std::vector<std::filesystem::path> folders;
  for (const auto& entry : std::filesystem::directory_iterator(place)) {
    const std::string name = entry.path().filename().string();
    const bool is_none = name.starts_with('_') || name.starts_with('.') || name == "node_modules";
    if (entry.is_directory() && !is_none) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  for (const std::filesystem::path& one : folders) add_folder(one, one.filename().string(), out);
  return out;
}

std::optional<std::filesystem::path> usual_place_of_seeds(const std::filesystem::path& project) {
  constexpr std::array bases = {"", "src", "drizzle", "src/db", "db", "scripts"};
  for (const char* base : bases) {
    const std::filesystem::path folder = project / base / "seeds";
    if (std::filesystem::is_directory(folder)) return folder;
  }
  for (const char* base : bases) {
    for (const char* file : {"seed.ts", "seed.sql"}) {
      const std::filesystem::path found = project / base / file;
      if (std::filesystem::is_regular_file(found)) return found;
    }
  }
  return std::nullopt;
}

}  // namespace sluice::data
