// The stack texts that QuickJS writes, read back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace sluice::script {

// What stands before and after a file's own text when it is compiled: a function that gives one
// with the file's text as its body. Neither is in parentheses: QuickJS looks for the end of each
// before it parses what is inside, in case it is the parameters of an arrow function.
inline constexpr std::string_view module_opening =
    "0,function(exports,require,module,__filename,__dirname,__module){return()=>{";
inline constexpr std::string_view module_ending = "\n}}";

struct frame {
  std::string function;  // "" where it has no name
  place where;
};

// The frames in a user's files, innermost first: neither native ones nor those of sluice's own
// scripts.
std::vector<frame> user_frames(std::string_view stack);

}  // namespace sluice::script
