#include "frontend/typescript/orm_version.hpp"

#include <regex>

#include "base/file.hpp"
#include "base/text.hpp"

namespace sluice::frontend::typescript {

namespace fs = std::filesystem;

std::optional<std::string> installed_orm_version(const fs::path& file) {
  for (fs::path folder = file.parent_path();; folder = folder.parent_path()) {
    const fs::path package = folder / "node_modules/drizzle-orm/package.json";
    if (const std::optional<std::string> text = read_file_if_exists(package)) {
      static const std::regex version(R"re("version"\s*:\s*"([^"]+)")re");
      std::smatch found;
      if (!std::regex_search(*text, found, version)) return std::nullopt;
      return found[1].str();
    }
    if (!folder.has_relative_path()) return std::nullopt;
  }
}

std::optional<diagnostic> check_orm_version(const fs::path& file) {
  const std::optional<std::string> version = installed_orm_version(file);
  if (!version || version->starts_with("0.")) return std::nullopt;
  diagnostic one;
  one.level = severity::error;
  one.code = "SCHEMA.ORM_VERSION";
  one.message = concat("the project has drizzle-orm ", *version,
                       "; sluice reads schemas as drizzle-orm 0.45 understands them");
  one.where.file = file.string();
  one.hint = "install drizzle-orm 0.45, or stay with drizzle-kit for version 1";
  return one;
}

}  // namespace sluice::frontend::typescript
