#include "ddl/sequence_bounds.hpp"

#include <string>
#include <string_view>

namespace sluice::ddl {

namespace {

// Numbers in bounds that may be beyond 64 bits: by length, then by digits.
bool is_less(std::string_view a, std::string_view b) {
  const bool a_falls = a.starts_with('-');
  if (a_falls != b.starts_with('-')) return a_falls;
  const bool is_smaller = a.size() != b.size() ? a.size() < b.size() : a < b;
  return a_falls ? a != b && !is_smaller : is_smaller;
}

}  // namespace

bool starts_anew(const model::sequence_options& from, const model::sequence_options& to) {
  const bool was_falling = from.increment.value_or("1").starts_with('-');
  const bool is_falling = to.increment.value_or("1").starts_with('-');
  const std::string start = from.start_with.value_or(was_falling ? from.max_value.value_or("-1")
                                                                 : from.min_value.value_or("1"));
  const std::string low = to.min_value.value_or(is_falling ? start : "1");
  const std::string high = to.max_value.value_or(is_falling ? "-1" : start);
  return is_less(start, low) || is_less(high, start);
}

}  // namespace sluice::ddl
