// A schema as objects with definitions that a person can read (described.hpp makes them of a
// model), and how two of them differ, in words.
#pragma once

#include <string>
#include <vector>

namespace sluice::project {

struct schema_object {
  std::string kind;      // "column", "unique constraint"
  std::string schema;    // empty of schemas and roles
  std::string relation;  // the table that it belongs to, if any
  std::string name;
  std::string definition;  // "integer not null"
  bool required = false;   // a column without which no row can be added

  // "column public.users.id", "index users_email on public.users"
  std::string title() const;
};

struct schema_difference {
  enum class kind {
    missing,
    different,
    in_the_way,  // more than there should be, and harmful
    besides,     // more than there should be
  };
  kind is = kind::missing;
  std::string what;  // "column public.users.id is `integer`, and should be `bigint`"
  schema_object of;  // as it is, of what is in the way or besides
};

// How `got` falls short of `want`, and what it has besides.
std::vector<schema_difference> compare_objects(const std::vector<schema_object>& want,
                                               const std::vector<schema_object>& got);

}  // namespace sluice::project
