// The SQL between two snapshot files.
#pragma once

#include <string>
#include <vector>

#include "ddl/statement.hpp"
#include "project/renames.hpp"

namespace sluice::project {

struct diff_request {
  std::string from;
  std::string to;
  rename_answers answers;
};

struct diff_result {
  std::string sql;  // as a migration file has it; "" where nothing changed
  std::vector<ddl::statement> statements;
  std::vector<diff::question> questions;  // open ones: there is no SQL then
};

// Throws FILE.READ, SNAPSHOT.* and what answers can throw.
diff_result diff_snapshots(const diff_request& asked, const ask_rename& ask);

}  // namespace sluice::project
