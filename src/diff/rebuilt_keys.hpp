// Keys that go, or are dropped and made again: PostgreSQL refuses that while a foreign key points
// to one of them, so that one has to go and come back with it. So has a foreign key whose columns
// get another type, on both sides one after the other.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "diff/comparison.hpp"

namespace sluice::diff {

class rebuilt_keys {
 public:
  explicit rebuilt_keys(const comparison& all);

  bool empty() const { return by_table_.empty() && touched_.empty(); }
  // Whether the foreign key of the table, as they were, stands on one of them.
  bool carries(const model::table& table, const model::foreign_key& before) const;

 private:
  using columns = std::vector<std::string>;
  std::unordered_map<std::string, std::vector<columns>> by_table_;  // key() before, sorted columns
  std::unordered_map<std::string, const touched_table*> touched_;   // key() before
};

}  // namespace sluice::diff
