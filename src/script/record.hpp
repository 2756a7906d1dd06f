// What an evaluation depended on, each thing once.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "script/engine.hpp"

namespace sluice::script {

class record {
 public:
  void note(input::kind what, const std::string& name, std::string key) {
    if (seen_.insert(static_cast<char>('0' + static_cast<int>(what)) + name).second) {
      inputs_.push_back({what, name, std::move(key)});
    }
  }
  const std::vector<input>& inputs() const { return inputs_; }

 private:
  std::unordered_set<std::string> seen_;
  std::vector<input> inputs_;
};

}  // namespace sluice::script
