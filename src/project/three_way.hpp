// Whether the schema source, the migrations and the database say the same, object by object. The
// first two are built on a scratch database, so that PostgreSQL's own catalogs are what is
// compared.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "project/opened.hpp"
#include "project/schema_objects.hpp"
#include "project/schema_source.hpp"

namespace sluice::project {

enum class party { source, migrations, database };

// "the schema", "the migrations", "the database"
std::string_view name_of(party one);

struct disagreement {
  schema_object object;  // without a definition
  // How each of them has it; nothing where it does not.
  std::optional<std::string> source, migrations, database;
  std::optional<party>
      odd_one;       // the one that the two others don't agree with; none where all differ
  std::string what;  // in words
};

struct three_way_request {
  database_request database;
  std::optional<std::string> scratch_url;         // an empty database to build on
  std::function<void(std::string_view)> console;  // what the schema's files print
};

struct three_way_result {
  std::vector<disagreement> disagreements;
  std::size_t objects = 0;  // that were compared
  std::size_t pending = 0;  // migrations that the database does not have; they are replayed, too
  // In the database and in the migrations alike, and beyond what a Drizzle schema can say.
  std::vector<schema_object> others;
  std::string place;   // where it was built, for a person to read
  std::string server;  // "15.18"
  std::chrono::milliseconds took{0};
};

// The database is only read. Throws CONFIG.*, SCHEMA.*, FOLDER.*, SCRIPT.*, VERIFY.*, PG.*.
three_way_result verify_all(const three_way_request& asked, const migrate_callbacks& to);

// Each list as described() gives it. What a Drizzle schema can't say (`beyond`) is asked of the
// last two alone.
std::vector<disagreement> disagreements_of(const std::vector<schema_object>& source,
                                           const std::vector<schema_object>& migrations,
                                           const std::vector<schema_object>& database, bool beyond);

}  // namespace sluice::project
