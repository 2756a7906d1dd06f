// Columns that number their rows in another way than before: serial, identity, or not at all.
#pragma once

#include "diff/comparison.hpp"

namespace sluice::diff {

struct numbering_change {
  std::optional<end_numbering> end;      // before the column's other changes
  std::optional<begin_numbering> begin;  // after them
};

numbering_change change_numbering(comparison& all, const table_pair& pair,
                                  const model::column& from, const model::column& to);

}  // namespace sluice::diff
