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
  // As a migration file has it; "" where nothing changed. Where there are two, a comment stands in
  // between.
  std::string sql;
  std::vector<ddl::statement> statements;  // of all
  std::vector<diff::question> questions;   // open ones: there is no SQL then
};

// Throws FILE.READ, SNAPSHOT.* and what answers can throw.
diff_result diff_snapshots(const diff_request& asked, const ask_rename& ask);

}  // namespace sluice::project
