// The name of a column's type, as a schema spells it, taken apart: which of PostgreSQL's types it
// is, its length or precision, and whether it is an array of them.
#pragma once

#include <string>
#include <vector>

namespace sluice::model {

struct type_name {
  std::string name;            // as the catalog has it: int4, timestamptz; in lower case
  std::vector<int> modifiers;  // of varchar(20), timestamp(3) with time zone; as PostgreSQL
                               // completes them: char is char(1), numeric(10) is numeric(10, 0)
  std::string fields;          // of an interval: "day to hour"
  bool is_array = false;       // of however many dimensions
  bool is_serial = false;      // then `name` is the integer type behind it
};

// 8.1 to 8.18 of PostgreSQL's manual have the aliases. What is no type of PostgreSQL's keeps its
// name.
type_name parse_type(const std::string& text);

// integer of integer[2][].
std::string without_array(const std::string& type);

}  // namespace sluice::model
