// The files of a data migration that begins: itself, and its place in the registries.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace sluice::data {

enum class new_kind { typescript, sql, load };

struct new_migration {
  std::filesystem::path folder;  // of all data migrations
  std::string schema;
  std::string title;  // "add_items"
  new_kind kind = new_kind::typescript;
};

struct written_file {
  std::filesystem::path path;
  std::string text;
  bool is_new = true;
};

// What is to be written, the migration first: it has the next number of its schema. Throws
// DATA.REGISTRY_EDIT where a registry has no list that can be added to, DATA.NAME.
std::vector<written_file> files_of(const new_migration& asked);

}  // namespace sluice::data
