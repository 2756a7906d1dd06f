// How far a load is, as one line.
#pragma once

#include <string>

#include "data/load.hpp"

namespace sluice::cli {

// "38.2 of 128.0 MB, 310000 rows, 152000 rows/s, 4 s left"
std::string describe(const data::load_progress& now);
// "line 3, column id: invalid input syntax for type integer: "x""
std::string describe(const data::bad_row& row);

}  // namespace sluice::cli
