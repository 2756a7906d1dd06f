// What the stable codes mean, in the words of docs/errors.md, which is a part of the program.
#pragma once

#include <string_view>

namespace sluice::cli {

// "" for a code that is not there.
std::string_view meaning_of(std::string_view code);

}  // namespace sluice::cli
