// Brace expansion as shells and drizzle-kit's glob package do it: {a,b}, nested, {1..3}, {a..e..2}.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sluice {

// All alternatives, in order; the pattern itself where it has none.
std::vector<std::string> expand_braces(std::string_view pattern);

}  // namespace sluice
