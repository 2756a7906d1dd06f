// What ALTER COLUMN … SET DATA TYPE does to the values that are there: PostgreSQL leaves a table as
// it is where the old values are, byte for byte, valid values of the new type.
#pragma once

#include <string>

namespace sluice::ddl {

struct column_type {
  std::string name;  // as SQL writes it: varchar(20), text[]
  bool is_enum = false;
};

struct type_change {
  bool rewrites = true;
  bool certain = true;    // false: it depends on the session's time zone, or on a type of one's own
  bool may_fail = false;  // for values that don't fit
  bool loses = false;     // digits, characters or parts of a value
  bool is_seen = true;    // by code that reads the column
};

// `is_cast`: by USING, where a text that is too long is cut rather than refused.
type_change change_of(const column_type& from, const column_type& to, bool is_cast);

}  // namespace sluice::ddl
