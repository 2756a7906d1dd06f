// What was said so far, on its way to the terminal.
#pragma once

#include <cstddef>
#include <functional>
#include <utility>

#include "base/diagnostic.hpp"

namespace sluice::project {

class remark_list {
 public:
  explicit remark_list(std::function<void(const diagnostic&)> to) : to_(std::move(to)) {}
  void add(const diagnostic& one) {
    if (one.level == severity::error) ++errors_;
    all_.push_back(one);
    if (to_) to_(one);
  }
  void add(const diagnostics& several) {
    for (const diagnostic& one : several) add(one);
  }
  std::size_t errors() const { return errors_; }
  const diagnostics& all() const { return all_; }

 private:
  std::function<void(const diagnostic&)> to_;
  diagnostics all_;
  std::size_t errors_ = 0;
};

}  // namespace sluice::project
