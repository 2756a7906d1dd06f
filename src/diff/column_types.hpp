// What a column's type was and what it becomes, and what PostgreSQL needs to get there.
#pragma once

#include <optional>
#include <string>

#include "diff/casts.hpp"
#include "diff/comparison.hpp"

namespace sluice::diff {

struct type_change {
  bool is_changed = false;  // more than in its spelling, or serial for integer
  bool to_enum = false;
  // Under the names that stand when columns are altered; said where it changes, or is an enum.
  column_kind from;
  column_kind to;
  cast how = cast::automatic;
  alter_column_type change{};
};

type_change type_change_of(const comparison& all, const table_pair& pair, const model::column& from,
                           const model::column& to);

// Says so where there is no cast and no answer.
void remark_on_cast(comparison& all, const table_pair& pair, const type_change& changed);

// Whether the snapshots say the same type, enums renamed.
bool is_same_type(const comparison& all, const model::column& from, const model::column& to);

// JavaScript's idea of it, which decides whether a change of type restates the default.
bool is_truthy(const model::default_value& value);

}  // namespace sluice::diff
