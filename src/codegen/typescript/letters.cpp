#include "codegen/typescript/letters.hpp"

#include <algorithm>
#include <array>

namespace sluice::codegen::typescript {

namespace {

struct range {
  char32_t first, last;
};

constexpr std::array alphabets{
    range{U'A', U'Z'},     range{U'a', U'z'},     range{0x00C0, 0x00D6}, range{0x00D8, 0x00F6},
    range{0x00F8, 0x024F}, range{0x0391, 0x03A1}, range{0x03A3, 0x03C9}, range{0x0400, 0x0481},
    range{0x048A, 0x052F}, range{0x05D0, 0x05EA}, range{0x0620, 0x064A}, range{0x3041, 0x3096},
    range{0x30A1, 0x30FA}, range{0x4E00, 0x9FFF}, range{0xAC00, 0xD7A3},
};

bool is_within(char32_t point, range all) {
  return point >= all.first && point <= all.last;
}

// Pairs of neighbours, the capital first: Latin Extended-A and Cyrillic.
bool is_paired_from_even(char32_t point) {
  return is_within(point, {0x0100, 0x012F}) || is_within(point, {0x0132, 0x0137}) ||
         is_within(point, {0x014A, 0x0177}) || is_within(point, {0x0460, 0x0481}) ||
         is_within(point, {0x048A, 0x04BF});
}
bool is_paired_from_odd(char32_t point) {
  return is_within(point, {0x0139, 0x0148}) || is_within(point, {0x0179, 0x017E});
}

}  // namespace

std::u32string code_points(std::string_view utf8) {
  std::u32string out;
  out.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const auto first = static_cast<unsigned char>(utf8[at]);
    const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    char32_t point = length == 1 ? first : first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length && at + i < utf8.size(); i++) {
      point = (point << 6U) | (static_cast<unsigned char>(utf8[at + i]) & 0x3FU);
    }
    out += point;
    at += length;
  }
  return out;
}

void append_utf8(std::string& out, char32_t point) {
  const auto tail = [&](unsigned shift) {
    out += static_cast<char>(0x80U | ((point >> shift) & 0x3FU));
  };
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xC0U | (point >> 6U));
    tail(0);
  } else if (point < 0x10000) {
    out += static_cast<char>(0xE0U | (point >> 12U));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0U | (point >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

std::string utf8(std::u32string_view points) {
  std::string out;
  out.reserve(points.size());
  for (const char32_t point : points) append_utf8(out, point);
  return out;
}

char32_t lower(char32_t point) {
  if (is_within(point, {U'A', U'Z'})) return point + 32;
  if (point < 0x80) return point;
  if (is_within(point, {0x00C0, 0x00DE}) && point != 0x00D7) return point + 32;
  if (is_within(point, {0x0391, 0x03A9})) return point + 32;
  if (is_within(point, {0x0410, 0x042F})) return point + 32;
  if (is_within(point, {0x0400, 0x040F})) return point + 80;
  if (is_paired_from_even(point)) return point | 1U;
  if (is_paired_from_odd(point)) return point % 2 == 1 ? point + 1 : point;
  return point;
}

char32_t upper(char32_t point) {
  if (is_within(point, {U'a', U'z'})) return point - 32;
  if (point < 0x80) return point;
  if (is_within(point, {0x00E0, 0x00FE}) && point != 0x00F7) return point - 32;
  if (is_within(point, {0x03B1, 0x03C9}) && point != 0x03C2) return point - 32;
  if (is_within(point, {0x0430, 0x044F})) return point - 32;
  if (is_within(point, {0x0450, 0x045F})) return point - 80;
  if (is_paired_from_even(point)) return point & ~char32_t{1};
  if (is_paired_from_odd(point)) return point % 2 == 0 ? point - 1 : point;
  return point;
}

bool is_letter(char32_t point) {
  return std::any_of(alphabets.begin(), alphabets.end(),
                     [&](range all) { return is_within(point, all); });
}

}  // namespace sluice::codegen::typescript
