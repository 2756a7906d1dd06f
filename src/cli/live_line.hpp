// What goes on at this moment: at a terminal one line that is written over and over, elsewhere a
// line from time to time.
#pragma once

#include <chrono>
#include <string_view>

#include "cli/console.hpp"

namespace sluice::cli {

class live_line {
 public:
  explicit live_line(const console& terminal);
  ~live_line() { clear(); }
  live_line(const live_line&) = delete;
  live_line& operator=(const live_line&) = delete;

  // `elapsed` says how long it goes on already: what is quick is not shown at all.
  void show(std::string_view text, std::chrono::milliseconds elapsed);
  // Before anything else is written.
  void clear();

 private:
  const console& terminal_;
  bool rewrites_;
  bool shown_ = false;
  std::chrono::milliseconds next_;
};

}  // namespace sluice::cli
