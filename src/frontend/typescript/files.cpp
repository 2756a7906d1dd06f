// Which files a configuration's `schema` means.
#include <algorithm>
#include <array>
#include <system_error>

#include "base/text.hpp"
#include "frontend/typescript/glob.hpp"
#include "frontend/typescript/load.hpp"

namespace sluice::frontend::typescript {

namespace {

namespace fs = std::filesystem;

bool is_source(const fs::path& file) {
  static constexpr std::array<std::string_view, 9> extensions = {
      ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json"};
  const std::string extension = file.extension().string();
  return std::find(extensions.begin(), extensions.end(), extension) != extensions.end();
}

// The files of a folder itself, in the order of their bytes.
std::vector<fs::path> files_of(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (!entry->is_directory(error) && is_source(entry->path())) files.push_back(entry->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

error nothing_found(const std::vector<std::string>& patterns, const fs::path& folder) {
  std::vector<std::string> quoted;
  quoted.reserve(patterns.size());
  for (const std::string& pattern : patterns) quoted.push_back(concat("'", pattern, "'"));
  return error(failure::config, "SCHEMA.NO_FILES",
               concat("no schema files found for ", join(quoted, ", ")))
      .because(concat("looked in ", folder.string()))
      .advise(
          "give the path of a file, a folder or a glob with --schema, or as `schema` in "
          "drizzle.config.ts");
}

}  // namespace

std::vector<fs::path> schema_files(const std::vector<std::string>& patterns,
                                   const fs::path& working_directory) {
  std::vector<fs::path> files;
  const auto add = [&files](const fs::path& file) {
    if (std::find(files.begin(), files.end(), file) == files.end()) files.push_back(file);
  };
  for (const std::string& pattern : patterns) {
    if (pattern.empty()) continue;
    for (const std::string& match : glob(pattern, working_directory)) {
      std::error_code failed;
      fs::path path = (working_directory / match).lexically_normal();
      if (!fs::is_directory(path, failed)) {
        // A file that is named outright is read whatever it is called.
        if (match == pattern || is_source(path)) add(path);
        continue;
      }
      if (!path.has_filename()) path = path.parent_path();
      for (const fs::path& file : files_of(path)) add(file);
    }
  }
  if (files.empty()) throw nothing_found(patterns, working_directory);
  return files;
}

}  // namespace sluice::frontend::typescript
