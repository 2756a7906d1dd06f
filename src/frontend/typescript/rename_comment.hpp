// Comments that say a rename, as they stand in a source file:
//   fullName: text('full_name'), // @renamed from=name
// on the line of what was renamed, on a line of their own above it, or between marks just before
// it. What they are about is found out by words and brackets alone; what it is in the schema,
// rename_notes.hpp knows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"

namespace sluice::frontend::typescript {

struct rename_comment {
  line_column where;
  std::vector<std::string> from;  // the old name, its schema before it; empty: can't be understood

  // What stands on its line.
  std::string declared;   // the variable of the statement around it
  std::string called;     // the first string in that statement: mostly the object's name
  bool is_whole = false;  // the line begins the statement
  std::string property;   // the line begins with a property of that name
  std::vector<std::string> literals;  // the strings on it
};

std::vector<rename_comment> rename_comments(std::string_view source);

}  // namespace sluice::frontend::typescript
