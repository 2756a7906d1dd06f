// Where in a JSON text a value stands. Only for messages: it reads the text once more.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::snapshot {

struct path_step {
  std::string key;
  std::size_t index = 0;
  bool is_key = true;  // else the index counts
};

// The offset of the first byte of the value that the steps lead to, 0 where they lead nowhere.
std::size_t offset_of(std::string_view json, const std::vector<path_step>& steps);

}  // namespace sluice::snapshot
