#include "frontend/typescript/orm_version.hpp"

#include <regex>

#include "base/file.hpp"
#include "base/text.hpp"

namespace sluice::frontend::typescript {

namespace fs = std::filesystem;

std::vector<fs::path> orm_packages(const fs::path& file) {
  std::vector<fs::path> places;
  std::error_code ignored;
  for (fs::path folder = file.parent_path();; folder = folder.parent_path()) {
    places.push_back(folder / "node_modules/drizzle-orm/package.json");
    if (fs::exists(places.back(), ignored) || !folder.has_relative_path()) return places;
  }
}

std::optional<diagnostic> check_orm_version(const fs::path& file) {
  const std::optional<std::string> text = read_file_if_exists(orm_packages(file).back());
  static const std::regex version(R"re("version"\s*:\s*"([^"]+)")re");
  std::smatch found;
  if (!text || !std::regex_search(*text, found, version) || found.str(1).starts_with("0.")) {
    return std::nullopt;
  }
  diagnostic one;
  one.level = severity::error;
  one.code = "SCHEMA.ORM_VERSION";
  one.message = concat("the project has drizzle-orm ", found.str(1),
                       "; sluice reads schemas as drizzle-orm 0.45 understands them");
  one.where.file = file.string();
  one.hint = "install drizzle-orm 0.45, or stay with drizzle-kit for version 1";
  return one;
}

}  // namespace sluice::frontend::typescript
