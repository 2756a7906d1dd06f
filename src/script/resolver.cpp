#include "script/resolver.hpp"

#include <array>
#include <optional>

#include "base/text.hpp"
#include "script/names.hpp"

namespace sluice::script {
namespace {

std::optional<std::string> file_at(files& disk, const std::string& path) {
  if (disk.is_file(path)) return path;
  for (const char* extension : {".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs", ".json"}) {
    if (disk.is_file(path + extension)) return path + extension;
  }
  return std::nullopt;
}

}  // namespace

resolution resolver::resolve(const std::string& specifier, const std::string& importer) {
  using enum resolution::kind;
  if (modules_.contains(specifier)) return {bundle, specifier};
  const std::string_view bare =
      std::string_view(specifier).substr(specifier.starts_with("node:") ? 5 : 0);
  if (is_node_module(bare)) return {facade, std::string(bare)};
  if (specifier.starts_with('.') || specifier.starts_with('/')) {
    const std::string path = join_path(folder_of(importer), specifier);
    if (const auto found = file_at(disk_, path)) return {file, disk_.real(*found)};
    throw error(failure::config, "SCRIPT.IMPORT",
                concat("there is no file for \"", specifier, "\""));
  }
  if (is_driver(specifier)) return {driver, specifier};
  if (is_empty_module(specifier)) return {empty, specifier};
  return {missing, specifier};
}

}  // namespace sluice::script
