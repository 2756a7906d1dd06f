#include "diff/sequence_matcher.hpp"

#include <cstddef>
#include <unordered_map>

namespace sluice::diff {

namespace {

struct block {
  std::size_t before;
  std::size_t after;
  std::size_t size;
};

struct range {
  std::size_t before_begin;
  std::size_t before_end;
  std::size_t after_begin;
  std::size_t after_end;
};

using positions = std::unordered_map<std::string, std::size_t>;

// The longest run in both; the earliest in `before` among equals.
block longest(const std::vector<std::string>& before, const std::vector<std::string>& after,
              const positions& in_after, const range& within) {
  block best{within.before_begin, within.after_begin, 0};
  for (std::size_t i = within.before_begin; i < within.before_end; ++i) {
    const auto found = in_after.find(before[i]);
    if (found == in_after.end()) continue;
    const std::size_t j = found->second;
    if (j < within.after_begin || j >= within.after_end) continue;
    std::size_t size = 1;
    while (i + size < within.before_end && j + size < within.after_end &&
           before[i + size] == after[j + size]) {
      ++size;
    }
    if (size > best.size) best = {i, j, size};
  }
  return best;
}

void walk(const std::vector<std::string>& before, const std::vector<std::string>& after,
          const positions& in_after, const range& within, std::vector<list_edit>& out) {
  const block common = longest(before, after, in_after, within);
  if (common.size == 0) {
    for (std::size_t i = within.before_begin; i < within.before_end; ++i) {
      out.push_back({list_edit::action::remove, &before[i]});
    }
    for (std::size_t j = within.after_begin; j < within.after_end; ++j) {
      out.push_back({list_edit::action::add, &after[j]});
    }
    return;
  }
  walk(before, after, in_after,
       {within.before_begin, common.before, within.after_begin, common.after}, out);
  for (std::size_t k = 0; k < common.size; ++k) {
    out.push_back({list_edit::action::keep, &after[common.after + k]});
  }
  walk(before, after, in_after,
       {common.before + common.size, within.before_end, common.after + common.size,
        within.after_end},
       out);
}

}  // namespace

std::vector<list_edit> edits(const std::vector<std::string>& before,
                             const std::vector<std::string>& after) {
  positions in_after;
  for (std::size_t j = 0; j < after.size(); ++j) in_after[after[j]] = j;
  std::vector<list_edit> out;
  walk(before, after, in_after, {0, before.size(), 0, after.size()}, out);
  return out;
}

}  // namespace sluice::diff
