// The program: finds the command, runs it, reports what ended it.
#pragma once

#include <string>
#include <vector>

namespace sluice::cli {

// `arguments` without the program's name. Gives the exit code (docs/exit-codes.md).
int run(const std::vector<std::string>& arguments);

}  // namespace sluice::cli
