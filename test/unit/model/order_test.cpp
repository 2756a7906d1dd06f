#include "model/order.hpp"

#include <doctest/doctest.h>

namespace sluice::model {

TEST_CASE("order: array indices first, ascending; the rest as inserted") {
  std::vector<std::string> keys{"b", "10", "01", "2", "a", "4294967295"};
  order_as_javascript(keys, [](const std::string& key) { return key; });
  CHECK(keys == std::vector<std::string>{"2", "10", "b", "01", "a", "4294967295"});
}

}  // namespace sluice::model
