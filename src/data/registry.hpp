// The folder of a project's data migrations: a folder for each schema with a registry (index.ts)
// and numbered files, and mostly a central index.ts.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "data/migration.hpp"
#include "data/script_session.hpp"

namespace sluice::data {

// A numbered file's name: "0002_add_items.up.sql" is 0002, add_items, .up.sql.
struct numbered_name {
  std::string number, title, ending;

  std::string stem() const { return number + "_" + title; }
};
std::optional<numbered_name> numbered(std::string_view file_name);

// What of a folder is there before anything is evaluated.
struct schema_folder {
  std::string name;
  std::filesystem::path path;
  std::filesystem::path index;  // empty where there is none
  // NNNN_name.ts; NNNN_name.up.sql and NNNN_name.load.toml; sorted
  std::vector<std::filesystem::path> scripts, others;
};
struct registry_folder {
  std::filesystem::path path;
  std::filesystem::path central;  // index.ts; empty where there is none
  std::vector<schema_folder> schemas;

  bool has_scripts() const;
};
registry_folder look_into(const std::filesystem::path& folder);

// All data migrations, in the order in which they are applied. Evaluates the registries, by
// `scripts`, which is asked for only where there are any. Throws DATA.REGISTRY, DATA.TWICE,
// SCRIPT.*.
std::vector<migration> list_migrations(const registry_folder& folder,
                                       const std::function<script_session&()>& scripts,
                                       const std::function<void(const diagnostic&)>& remark);

}  // namespace sluice::data
