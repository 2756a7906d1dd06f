// The files of a project's seeds: which there are, in what order, and for which environment.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sluice::data {

enum class seed_kind { typescript, sql, load };

struct seed {
  std::string name;  // as it is recorded, and named on the command line: 01_users
  std::filesystem::path file;
  seed_kind kind = seed_kind::typescript;
  std::string environment;  // only there; "" is everywhere that is not production
};

// Of a folder, by name: NAME.ts, NAME.sql, NAME.load.toml; NAME.staging.ts, and all of a folder
// `staging` in it, only in the environment of that name, after the others. A file that begins with
// _ or . is none, nor is an index.ts beside others. Of a file, itself.
std::vector<seed> list_seeds(const std::filesystem::path& place);

// seeds, src/seeds, drizzle/seeds, src/db/seeds, db/seeds; else the file seed.ts or seed.sql in one
// of the folders that those are in. Nothing where there is none.
std::optional<std::filesystem::path> usual_place_of_seeds(const std::filesystem::path& project);

}  // namespace sluice::data
