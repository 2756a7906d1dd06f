// What the statements of a file take away, as far as their words tell: a file may be written by
// hand. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "run/script.hpp"

namespace sluice::run {

struct loss {
  enum class kind {
    table,    // with its rows
    column,   // with its values
    schema,   // with all that stands in it
    other,    // rows, a sequence's position, what a narrower type can't hold
    unknown,  // whatever it does, it is not in its words
  };
  kind what = kind::unknown;
  std::size_t statement = 0;  // of the script
  std::string schema;         // of a table or column; "" where none is said
  std::string name;           // the table, or the schema itself
  std::string column;
  std::string words;    // "table users goes with all its rows"
  bool certain = true;  // false where it may lose nothing

  bool operator==(const loss&) const = default;
};

std::vector<loss> losses_of(const script& of);

}  // namespace sluice::run
