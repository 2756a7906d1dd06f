#include "ddl/order.hpp"

#include <algorithm>
#include <utility>

#include "ddl/phase.hpp"

namespace sluice::ddl {

std::vector<const diff::change*> in_order(const std::vector<diff::change>& changes) {
  std::vector<std::pair<phase, const diff::change*>> phased;
  phased.reserve(changes.size());
  for (const diff::change& one : changes) phased.emplace_back(phase_of(one), &one);
  std::stable_sort(phased.begin(), phased.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<const diff::change*> out;
  out.reserve(phased.size());
  for (const auto& [of, one] : phased) out.push_back(one);
  return out;
}

}  // namespace sluice::ddl
