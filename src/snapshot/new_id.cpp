#include <array>
#include <random>

#include "snapshot/snapshot.hpp"

namespace sluice::snapshot {

std::string new_id() {
  constexpr std::string_view digits = "0123456789abcdef";
  std::random_device random;
  std::array<unsigned, 4> words{};
  for (unsigned& word : words) word = random();
  std::string id;
  for (unsigned i = 0; i < 32; ++i) {
    if (i == 8 || i == 12 || i == 16 || i == 20) id += '-';
    unsigned digit = (words[i / 8] >> (i % 8 * 4)) & 15U;
    if (i == 12) digit = 4;                 // version
    if (i == 16) digit = 8 | (digit & 3U);  // variant
    id += digits[digit];
  }
  return id;
}

}  // namespace sluice::snapshot
