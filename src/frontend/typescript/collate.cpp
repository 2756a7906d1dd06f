#include "frontend/typescript/collate.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace sluice::frontend::typescript {

namespace {

// ASCII in the order of Unicode's root collation.
constexpr std::string_view order =
    " _-,;:!?.'\"()[]{}@*/"
    "\\&#%`^+<=>|~$0123456789aAbBcCdDeEfFgGhHiIjJkKlLmMnNoOpPqQrRsStTuUvVwWxXyYzZ";

constexpr auto weights = [] {
  std::array<int, 256> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = 1000 + static_cast<int>(i);
  for (std::size_t i = 0; i < order.size(); ++i) {
    all[static_cast<unsigned char>(order[i])] = static_cast<int>(i);
  }
  // A letter weighs what its lower case weighs: case decides only between words that are else
  // equal.
  for (char letter = 'A'; letter <= 'Z'; ++letter) {
    all[static_cast<unsigned char>(letter)] = all[static_cast<unsigned char>(letter - 'A' + 'a')];
  }
  return all;
}();

int weight(char character) {
  return weights[static_cast<unsigned char>(character)];
}

bool lighter(char a, char b) {
  return weight(a) < weight(b);
}

}  // namespace

bool comes_before(std::string_view a, std::string_view b) {
  if (std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), lighter)) return true;
  if (std::lexicographical_compare(b.begin(), b.end(), a.begin(), a.end(), lighter)) return false;
  return a > b;  // lower case first
}

}  // namespace sluice::frontend::typescript
