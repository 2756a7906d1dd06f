// One data migration, whatever it is written in.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace sluice::data {

enum class migration_kind { typescript, sql, load };

struct migration {
  std::string name;    // as it is tracked: "questions_0001_batteries"
  std::string schema;  // the folder that it stands in
  migration_kind kind = migration_kind::typescript;
  std::filesystem::path file;       // empty where no file of its own exports it
  std::filesystem::path down_file;  // of SQL: whether it is there or not
  bool can_go_back = false;
  std::vector<std::string> after;  // tags of schema migrations that have to be applied before
  int index = -1;                  // of TypeScript: among what the registries list
};

}  // namespace sluice::data
