// `sluice pull`: a live database as schema.ts and relations.ts with a first migration, as SQL, or
// as a snapshot.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "model/database.hpp"
#include "project/opened.hpp"
#include "project/schema_objects.hpp"
#include "run/rewrite.hpp"

namespace sluice::project {

struct pull_request {
  enum class format { typescript, sql, json };

  database_request database;
  format as = format::typescript;
  bool force = false;   // over files that somebody has edited
  bool init = false;    // the first migration is marked as applied
  std::string version;  // sluice's
  run::lock_options lock;
};

struct pull_result {
  struct written {
    std::filesystem::path file;
    bool is_new = false;  // else it said the same before
  };

  model::database database;
  std::vector<schema_object> others;  // what a Drizzle schema can't say
  std::vector<std::string> schemas;   // that were asked for
  std::string text;                   // of format sql and json
  std::optional<written> schema, relations;
  // The first migration; none where the folder has some already.
  std::string tag;
  std::filesystem::path migration;
  bool marked = false;
};

// Throws PULL.EDITED and PULL.NOT_FIRST (failure::config) before anything is written, and what
// find_database(), read(), folder::append() and baseline() throw.
pull_result pull(const pull_request& asked, const migrate_callbacks& to);

}  // namespace sluice::project
