// PostgreSQL's index methods and operator classes, and those of its best-known extensions.
#pragma once

#include <string>
#include <string_view>

#include "diff/casts.hpp"

namespace sluice::refusals {

struct index_method {
  std::string_view name;
  bool can_order;   // ASC, DESC, NULLS FIRST
  bool can_unique;  // pg_indexam_has_property()
  bool can_multi_column;
};

// nullptr where it is not PostgreSQL's own.
const index_method* find_index_method(std::string_view name);

enum class acceptance { yes, no, unknown };

// Whether that operator class of the method takes the type.
acceptance takes(std::string_view method, std::string_view opclass, const diff::column_kind& type);

// Whether the method has a default operator class for the type. What btree_gin and btree_gist may
// have added is unknown.
acceptance has_default(std::string_view method, const diff::column_kind& type);

}  // namespace sluice::refusals
