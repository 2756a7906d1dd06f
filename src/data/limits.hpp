// What the conditions of a table leave of each column, in one of the ways to fulfil them all.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "data/table_shape.hpp"

namespace sluice::data {

// Numbers, days and moments in steps of their type: 12.50 of a numeric(10,2) is 1250, a day the
// number since 1970, a moment its microseconds.
struct column_limits {
  std::int64_t least = std::numeric_limits<std::int64_t>::min();
  std::int64_t most = std::numeric_limits<std::int64_t>::max();
  bool has_choice = false;
  std::vector<std::string> choice;  // where it has one
  std::vector<std::string> excluded;
  long shortest = 0;
  long longest = 0;                                    // 0 where there is no bound
  std::vector<std::pair<std::string, bool>> patterns;  // and whether they ignore case
  bool must_be_null = false, must_not_be_null = false;
  std::vector<std::pair<std::size_t, bool>> after;  // columns; and whether it is not the same
};

struct way_to_fill {
  std::vector<column_limits> columns;
  bool is_opaque = false;  // PostgreSQL has to be asked
};

bool is_ordered(const value_type& type);
// Nothing for a text that is no such value.
std::optional<std::int64_t> ordinal_of(const value_type& type, const std::string& text, bool later);
void write_ordinal(std::string& out, const value_type& type, std::int64_t ordinal);

// At least one; those alone that are understood, where there are any.
std::vector<way_to_fill> ways_to_fill(const table_shape& table);

}  // namespace sluice::data
