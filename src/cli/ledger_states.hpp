// How a state of a migration looks in a table.
#pragma once

#include <string>

#include "cli/console.hpp"
#include "run/state.hpp"

namespace sluice::cli {

// Its name, eight columns wide: green where all is well, yellow where `migrate` goes on, else red.
std::string painted(const paint& color, run::state in);

}  // namespace sluice::cli
