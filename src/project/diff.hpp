// The SQL that leads from one thing that has a schema to another.
#pragma once

#include <string>
#include <vector>

#include "model/other_object.hpp"
#include "project/connection.hpp"
#include "project/remark_list.hpp"
#include "project/schema_objects.hpp"
#include "project/way.hpp"

namespace sluice::project {

struct diff_request {
  std::string from;  // as read_side_name() takes them
  std::string to;
  rename_answers answers;
  database_request project;
};

struct diff_result : way {
  std::string from, to;  // for a person to read
  // What a Drizzle schema can't say, and two databases differ in: no statement is about it.
  std::vector<schema_difference> others;
};

// Throws USAGE.SIDE, and what the sides and answers can throw.
diff_result diff(const diff_request& asked, const ask_rename& ask, remark_list& said);

}  // namespace sluice::project
