// The part of a schema that a command is about: the same as catalog::read() takes of a database.
#pragma once

#include <string>
#include <vector>

#include "catalog/read.hpp"
#include "model/database.hpp"

namespace sluice::project {

struct scoped {
  model::database inside;
  // What is not: "table auth.users", "role app".
  std::vector<std::string> outside;
};

scoped in_scope(model::database schema, const catalog::scope& about);

// Takes out of a live schema what `wanted` has no word of and no filter speaks of: with a
// tablesFilter several projects share a schema, and an enum or a sequence that no table in scope
// uses is another's.
void leave_to_others(model::database& live, const model::database& wanted,
                     const catalog::scope& about);

}  // namespace sluice::project
