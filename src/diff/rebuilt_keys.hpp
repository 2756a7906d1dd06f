// Keys that go, or are dropped and made again: PostgreSQL refuses that while a foreign key points
// to one of them, so that one has to go and come back with it.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "diff/comparison.hpp"

namespace sluice::diff {

class rebuilt_keys {
 public:
  explicit rebuilt_keys(const comparison& all);

  bool empty() const { return by_table_.empty(); }
  // Whether the foreign key, as it was, stands on one of them.
  bool carries(const model::foreign_key& before) const;

 private:
  using columns = std::vector<std::string>;
  std::unordered_map<std::string, std::vector<columns>> by_table_;  // key() before, sorted columns
};

}  // namespace sluice::diff
