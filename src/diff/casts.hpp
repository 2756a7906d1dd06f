// Which type PostgreSQL turns into which: what SET DATA TYPE does by itself, what it does with
// USING column::type, and what it can't do.
#pragma once

#include <string>

#include "model/database.hpp"

namespace sluice::diff {

// A column's type without length and precision, under the name that the catalog has for it.
struct column_kind {
  std::string name;  // int4, timestamptz, my_enum
  bool is_array = false;
  bool is_enum = false;
  std::string schema;  // of an enum
  bool is_serial = false;

  bool operator==(const column_kind&) const = default;
};

column_kind kind_of(const std::string& type);
column_kind kind_of_enum(const std::string& schema, const std::string& type);
column_kind kind_of(const model::column& column);

// Whether the type is PostgreSQL's own, or an enum.
bool is_known(const column_kind& kind);

enum class cast {
  automatic,     // implicit, or in an assignment
  asked_for,     // only where it is written out
  through_text,  // from one enum to another
  none,
  unknown,  // of a type that is not PostgreSQL's own
};

cast cast_between(const column_kind& from, const column_kind& to);

// Types that PostgreSQL compares with each other, so that a foreign key holds between them.
bool are_comparable(const column_kind& a, const column_kind& b);

}  // namespace sluice::diff
