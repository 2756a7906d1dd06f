#include "migrations/utf8.hpp"

#include <cstddef>
#include <string_view>

namespace sluice::migrations {
namespace {

struct sequence {
  std::size_t length = 1;
  bool valid = false;
};

// The character at `at`, or the longest part of one that stands there.
sequence sequence_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  if (first < 0x80) return {1, true};
  std::size_t length = 0;
  unsigned char low = 0x80;  // bounds of the second byte: no overlong forms, no surrogates
  unsigned char high = 0xBF;
  if (first >= 0xC2 && first <= 0xDF) {
    length = 2;
  } else if (first >= 0xE0 && first <= 0xEF) {
    length = 3;
    if (first == 0xE0) low = 0xA0;
    if (first == 0xED) high = 0x9F;
  } else if (first >= 0xF0 && first <= 0xF4) {
    length = 4;
    if (first == 0xF0) low = 0x90;
    if (first == 0xF4) high = 0x8F;
  } else {
    return {1, false};
  }
  for (std::size_t i = 1; i < length; ++i) {
    if (at + i >= text.size() || byte(at + i) < low || byte(at + i) > high) return {i, false};
    low = 0x80;
    high = 0xBF;
  }
  return {length, true};
}

}  // namespace

std::string as_node_reads(std::string bytes) {
  std::string out;
  bool replaced = false;
  std::size_t copied = 0;
  for (std::size_t i = 0; i < bytes.size();) {
    const sequence one = sequence_at(bytes, i);
    if (!one.valid) {
      out.append(bytes, copied, i - copied);
      out += "\xEF\xBF\xBD";
      copied = i + one.length;
      replaced = true;
    }
    i += one.length;
  }
  if (!replaced) return bytes;
  out.append(bytes, copied);
  return out;
}

}  // namespace sluice::migrations
