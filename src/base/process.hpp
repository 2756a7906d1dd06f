// Child processes, without a shell.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace sluice {

struct process_result {
  int exit_code = 0;  // 128 + signal where a signal ended it
  std::string out;
  std::string err;
};

// Runs `arguments[0]` from PATH, waits, gives both outputs. Standard input is /dev/null. Throws
// PROCESS.START (failure::general) where it can't be started.
process_result run_process(const std::vector<std::string>& arguments);

// The same with these variables and no other.
process_result run_process(const std::vector<std::string>& arguments,
                           const std::map<std::string, std::string>& environment);

}  // namespace sluice
