// The order in which JavaScript lists an object's keys: array indices ascending, then the rest as
// inserted (ECMA-262, OrdinaryOwnPropertyKeys). Drizzle keeps everything in objects keyed by name,
// so a column called "2" stands before one called "id".
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sluice::model {

// The value of a canonical array index ("0" to "4294967294"), nothing for any other key.
std::optional<std::uint32_t> array_index(const std::string& key);

// Puts elements, whose keys are distinct, into that order.
template <typename Element, typename Key>
void order_as_javascript(std::vector<Element>& all, Key key) {
  std::stable_sort(all.begin(), all.end(), [&](const Element& a, const Element& b) {
    const auto ia = array_index(key(a));
    const auto ib = array_index(key(b));
    if (ia && ib) return *ia < *ib;
    return ia.has_value() && !ib.has_value();
  });
}

}  // namespace sluice::model
