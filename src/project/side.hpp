// One of the two things that `diff` compares: whatever has a schema.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/database.hpp"
#include "model/other_object.hpp"
#include "pg/connection.hpp"
#include "project/connection.hpp"
#include "project/remark_list.hpp"

namespace sluice::project {

// What a word on the command line means.
struct side_name {
  enum class kind {
    nothing,   // "empty"
    schema,    // "schema": the project's; or files, a folder or a glob of TypeScript
    snapshot,  // FILE.json
    folder,    // FOLDER, FOLDER@TAG; "migrations" is the project's
    database,  // a URL; "database" is the project's
  };
  kind is = kind::nothing;
  std::string text;  // file, folder, pattern or URL; "" is the project's
  std::string tag;   // of a folder; "" is the last

  bool operator==(const side_name&) const = default;
};

// Looks at the disk to tell a migrations folder from a folder of schema files. Throws USAGE.SIDE.
side_name read_side_name(const std::string& word);

struct side {
  std::string title;  // "the schema", "the migrations up to 0003_email", "postgresql://host/app"
  model::database schema;
  // Of databases alone:
  std::unique_ptr<pg::connection> live;
  std::vector<model::other_object> others;
};

// Opens both; a database is read as far as the other side speaks of it: its own schemas besides
// those of schemaFilter, the roles that it knows. `asked` says where the project is. Throws
// CONFIG.*, SCHEMA.*, SNAPSHOT.*, FOLDER.*, PG.*.
std::pair<side, side> open_sides(const side_name& from, const side_name& to,
                                 const database_request& asked, remark_list& said);

}  // namespace sluice::project
