#include "ddl/order.hpp"

#include <algorithm>
#include <functional>
#include <queue>
#include <utility>

#include "ddl/circles.hpp"
#include "ddl/dependency.hpp"
#include "ddl/phase.hpp"

namespace sluice::ddl {

namespace {

using changes_in_order = std::vector<const diff::change*>;

changes_in_order by_phase(const std::vector<diff::change>& changes) {
  std::vector<std::pair<phase, const diff::change*>> phased;
  phased.reserve(changes.size());
  for (const diff::change& one : changes) phased.emplace_back(phase_of(one), &one);
  std::stable_sort(phased.begin(), phased.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  changes_in_order out;
  out.reserve(phased.size());
  for (const auto& [of, one] : phased) out.push_back(one);
  return out;
}

bool is_kept(const std::vector<edge>& dependencies) {
  return std::all_of(dependencies.begin(), dependencies.end(),
                     [](const edge& one) { return one.first < one.second; });
}

struct sorting {
  changes_in_order order;
  std::size_t done = 0;  // of them, before a circle had to be broken
};

// The first change that nothing holds back, again and again: what is in order stays where it is. A
// circle is broken at its first change.
sorting sort(const changes_in_order& changes, const std::vector<edge>& edges) {
  std::vector<std::vector<std::size_t>> followers(changes.size());
  std::vector<std::size_t> waits_for(changes.size(), 0);
  for (const auto& [first, second] : edges) {
    followers[first].push_back(second);
    ++waits_for[second];
  }
  std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (waits_for[i] == 0) ready.push(i);
  }
  sorting out;
  out.done = changes.size();
  out.order.reserve(changes.size());
  std::vector<bool> done(changes.size(), false);
  std::size_t first_open = 0;
  while (out.order.size() < changes.size()) {
    std::size_t next = 0;
    if (!ready.empty()) {
      next = ready.top();
      ready.pop();
    } else {
      while (done[first_open]) ++first_open;
      next = first_open;
      out.done = std::min(out.done, out.order.size());
    }
    if (done[next]) continue;
    done[next] = true;
    out.order.push_back(changes[next]);
    for (const std::size_t follower : followers[next]) {
      if (--waits_for[follower] == 0 && !done[follower]) ready.push(follower);
    }
  }
  return out;
}

}  // namespace

changes_in_order in_order(std::vector<diff::change>& changes) {
  for (;;) {
    changes_in_order phased = by_phase(changes);
    const dependencies found(phased);
    if (is_kept(found.edges())) return phased;
    sorting sorted = sort(phased, found.edges());
    if (sorted.done == phased.size()) return std::move(sorted.order);
    const position knot = first_knot(phased, found.edges());
    if (knot == phased.size()) return std::move(sorted.order);
    untie(changes, phased[knot]);
  }
}

}  // namespace sluice::ddl
