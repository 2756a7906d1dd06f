// The way back of a migration from its two snapshots, as `generate --down` would have written it.
#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "ddl/statement.hpp"
#include "migrations/folder.hpp"

namespace sluice::project {

struct computed_down {
  bool is_possible = false;
  std::string why_not;  // and where that was seen
  place where;
  std::string sql;  // the file's text
  std::vector<ddl::statement> statements;
};

// Only where the migration's SQL is what leads from the one snapshot to the other, with nothing
// added by hand: its own words say what was renamed. Throws nothing for what is missing or damaged.
computed_down compute_down(const migrations::folder& folder, const migrations::entry& of);

// Whether two files hold the same statements, whatever their blanks, comments and order.
bool same_statements(const std::vector<std::string>& some, const std::vector<std::string>& others);

}  // namespace sluice::project
