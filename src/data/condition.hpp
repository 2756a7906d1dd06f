// A CHECK's condition, as PostgreSQL prints it, taken apart: what it asks of each column, in each
// of the ways to fulfil it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::data {

struct demand {
  enum class kind {
    least,      // column >= value, or > where `strict`
    most,       // column <= value
    one_of,     // of values
    none_of,    // of values
    shortest,   // length(column) >= number
    longest,    // length(column) <= number
    matches,    // column ~ value
    null,       // column IS NULL
    not_null,   // column IS NOT NULL
    before,     // column <= other, or < where `strict`
    is_opaque,  // something of it that is not understood
  };
  kind what = kind::is_opaque;
  std::size_t column = 0;
  std::size_t other = 0;
  std::vector<std::string> values = {};
  long number = 0;
  bool strict = false;
  bool ignores_case = false;
};

// All of them together are one way.
using demands = std::vector<demand>;

// The place of a column's name among the table's; nothing for what is none.
using column_finder = std::function<std::optional<std::size_t>(const std::string&)>;

// The ways to fulfil it; each alone is enough. Pure. What can't be understood is an opaque demand.
std::vector<demands> ways_of(std::string_view condition, const column_finder& find);

}  // namespace sluice::data
