// The kinds of things in a schema, their names, and that one of them has another name now.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace sluice::model {

enum class entity {
  schema,
  enum_type,
  enum_value,
  sequence,
  role,
  table,
  column,
  primary_key,
  unique,
  check,
  foreign_key,
  index,
  policy,
  view
};

// The name of something, as deep as its kind needs: schema, table (or the enum of a value), name.
// Schemas, tables and enums that were renamed stand under their new names.
struct entity_name {
  std::string schema;  // "" where the kind has none; "public" is said
  std::string table;
  std::string name;

  bool operator==(const entity_name&) const = default;
};

// What drizzle-kit 1.0 calls a kind, and how deep its names are: "column" and 3.
std::string_view word_for(entity kind);
std::size_t depth_of(entity kind);
std::optional<entity> entity_called(std::string_view word);

struct rename {
  entity kind = entity::table;
  entity_name from;
  entity_name to;

  bool operator==(const rename&) const = default;
};

// A rename that the schema's source remembers. It stays there when it is long done, so it counts
// only where the new name is new.
struct noted_rename {
  rename what;
  place where;
};

}  // namespace sluice::model
