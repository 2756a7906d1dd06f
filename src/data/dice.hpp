// Numbers that look random and are the same every time: each value's from a seed and its place.
#pragma once

#include <cstdint>
#include <string_view>

namespace sluice::data {

class dice {
 public:
  explicit dice(std::uint64_t seed) : state_(seed) {}

  // splitmix64
  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t out = state_;
    out = (out ^ (out >> 30)) * 0xbf58476d1ce4e5b9;
    out = (out ^ (out >> 27)) * 0x94d049bb133111eb;
    return out ^ (out >> 31);
  }
  // 0 … bound - 1
  std::uint64_t below(std::uint64_t bound) {
    return static_cast<std::uint64_t>((static_cast<wide>(next()) * bound) >> 64);
  }
  // Both ends are possible.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    const std::uint64_t span = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) +
                                     (span == UINT64_MAX ? next() : below(span + 1)));
  }
  bool chance(double share) { return static_cast<double>(next() >> 11) * 0x1p-53 < share; }

 private:
  __extension__ using wide = unsigned __int128;
  std::uint64_t state_;
};

inline std::uint64_t mixed(std::uint64_t one, std::uint64_t other) {
  return dice(one ^ (other * 0xd6e8feb86659fd93)).next();
}

// FNV-1a, and mixed
inline std::uint64_t hash_of(std::string_view text, std::uint64_t from = 0xcbf29ce484222325) {
  for (const char byte : text) {
    from = (from ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
  }
  return mixed(from, text.size());
}

}  // namespace sluice::data
