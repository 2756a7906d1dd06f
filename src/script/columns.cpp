#include "script/columns.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace sluice::script {

int original_column(std::string_view original, std::string_view made, int column) {
  constexpr std::size_t most = std::size_t{1} << 22U;
  if (column < 1 || original == made || (original.size() + 1) * (made.size() + 1) > most) {
    return column;
  }
  // The cheapest alignment of the ends of both lines, from the back: what is put in costs, as does
  // what is left out; a blank stands for anything.
  constexpr std::uint32_t put_in = 2;
  constexpr std::uint32_t left_out = 3;
  constexpr std::uint32_t blanked = 1;
  const std::size_t width = made.size() + 1;
  std::vector<std::uint32_t> cost((original.size() + 1) * width);
  const auto at = [&](std::size_t from, std::size_t to) -> std::uint32_t& {
    return cost[from * width + to];
  };
  const auto pair_cost = [&](std::size_t from, std::size_t to) {
    if (original[from] == made[to]) return std::uint32_t{0};
    return made[to] == ' ' ? blanked : put_in + left_out;
  };
  for (std::size_t from = original.size() + 1; from-- > 0;) {
    for (std::size_t to = width; to-- > 0;) {
      std::uint32_t best = from == original.size() && to == made.size() ? 0 : UINT32_MAX;
      if (from < original.size()) best = std::min(best, at(from + 1, to) + left_out);
      if (to < made.size()) best = std::min(best, at(from, to + 1) + put_in);
      if (from < original.size() && to < made.size()) {
        best = std::min(best, at(from + 1, to + 1) + pair_cost(from, to));
      }
      at(from, to) = best;
    }
  }
  std::size_t from = 0;
  std::size_t to = 0;
  while (to + 1 < static_cast<std::size_t>(column) && to < made.size()) {
    if (from < original.size() && at(from, to) == at(from + 1, to + 1) + pair_cost(from, to)) {
      ++from;
      ++to;
    } else if (at(from, to) == at(from, to + 1) + put_in) {
      ++to;
    } else {
      ++from;
    }
  }
  return static_cast<int>(std::min(from, original.empty() ? 0 : original.size() - 1)) + 1;
}

}  // namespace sluice::script
