// The order in which JavaScript lists an object's keys: array indices ascending, then the rest as
// inserted (ECMA-262, OrdinaryOwnPropertyKeys). Drizzle keeps everything in objects keyed by name,
// so a column called "2" stands before one called "id".
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sluice::model {

// The value of a canonical array index ("0" to "4294967294"), nothing for any other key.
std::optional<std::uint32_t> array_index(const std::string& key);

// Puts elements, whose keys are distinct, into that order.
template <typename Element, typename Key>
void order_as_javascript(std::vector<Element>& all, Key key) {
  const auto index_of = [&](const Element& one) { return array_index(key(one)); };
  if (std::none_of(all.begin(), all.end(),
                   [&](const Element& one) { return index_of(one).has_value(); }))
    return;
  std::vector<std::pair<std::uint32_t, Element>> numbered;
  std::vector<Element> rest;
  for (Element& one : all) {
    if (const auto index = index_of(one)) {
      numbered.emplace_back(*index, std::move(one));
    } else {
      rest.push_back(std::move(one));
    }
  }
  std::sort(numbered.begin(), numbered.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  all.clear();
  for (auto& one : numbered) all.push_back(std::move(one.second));
  for (Element& one : rest) all.push_back(std::move(one));
}

}  // namespace sluice::model
