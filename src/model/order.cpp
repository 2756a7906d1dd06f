#include "model/order.hpp"

namespace sluice::model {

std::optional<std::uint32_t> array_index(const std::string& key) {
  if (key.empty() || key.size() > 10 || (key[0] == '0' && key.size() > 1)) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : key) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  if (value > 4294967294U) return std::nullopt;
  return static_cast<std::uint32_t>(value);
}

}  // namespace sluice::model
