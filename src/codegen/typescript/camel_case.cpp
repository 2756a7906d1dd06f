#include "codegen/typescript/camel_case.hpp"

#include "base/text.hpp"
#include "codegen/typescript/letters.hpp"

namespace sluice::codegen::typescript {

namespace {

bool is_separator(char32_t point) {
  return point == U'_' || point == U'.' || point == U'-' || point == U' ';
}
bool is_lower(char32_t point) {
  return lower(point) == point && upper(point) != point;
}
bool is_upper(char32_t point) {
  return upper(point) == point && lower(point) != point;
}

// Puts a - where a word begins within a name that has capitals: userID is user-ID, HTMLPage
// HTML-Page.
std::u32string with_boundaries(std::u32string name) {
  bool last_is_lower = false;
  bool last_is_upper = false;
  bool one_before_is_upper = false;
  for (std::size_t at = 0; at < name.size(); at++) {
    const char32_t point = name[at];
    const bool is_kept = at <= 2 || name[at - 3] == U'-';
    if (last_is_lower && is_upper(point)) {
      name.insert(at, 1, U'-');
      last_is_lower = false;
      one_before_is_upper = last_is_upper;
      last_is_upper = true;
      at++;
    } else if (last_is_upper && one_before_is_upper && is_lower(point) && !is_kept) {
      name.insert(at - 1, 1, U'-');
      one_before_is_upper = last_is_upper;
      last_is_upper = false;
      last_is_lower = true;
    } else {
      last_is_lower = is_lower(point);
      one_before_is_upper = last_is_upper;
      last_is_upper = is_upper(point);
    }
  }
  return name;
}

// Takes separators out and begins the word behind them with a capital.
std::u32string joined(const std::u32string& name) {
  std::u32string out;
  for (std::size_t at = 0; at < name.size();) {
    if (!is_separator(name[at])) {
      out += name[at++];
      continue;
    }
    std::size_t end = at;
    while (end < name.size() && is_separator(name[end])) end++;
    if (end == name.size()) break;
    if (is_letter(name[end]) || is_digit(name[end])) {
      out += upper(name[end]);
      at = end + 1;
      continue;
    }
    // Before a sign, the last underline counts as the word.
    const std::size_t last = name.rfind(U'_', end - 1);
    if (last != std::u32string::npos && last > at) {
      out += U'_';
      at = last + 1;
    } else {
      out.append(name, at, 1);
      at++;
    }
  }
  return out;
}

std::u32string with_capitals_behind_numbers(std::u32string name) {
  for (std::size_t at = 1; at < name.size(); at++) {
    if (is_digit(name[at - 1])) name[at] = upper(name[at]);
  }
  return name;
}

bool is_ascii(char32_t point, char32_t first, char32_t last) {
  return point >= first && point <= last;
}
bool is_small(char32_t point) {
  return is_ascii(point, U'a', U'z');
}
bool is_small_or_digit(char32_t point) {
  return is_small(point) || is_digit(point);
}
bool is_capital(char32_t point) {
  return is_ascii(point, U'A', U'Z');
}

// The end of the word that begins here; `at` itself where none does.
std::size_t word_end(const std::u32string& name, std::size_t at) {
  std::size_t end = at;
  if (is_small_or_digit(name[at])) {
    while (end < name.size() && is_small_or_digit(name[end])) end++;
    return end;
  }
  while (end < name.size() && is_capital(name[end])) end++;
  if (end == at || end == name.size() || !is_small(name[end])) return end;
  if (end - at > 1) return end - 1;
  while (end < name.size() && is_small_or_digit(name[end])) end++;
  return end;
}

}  // namespace

std::string camel_case(std::string_view name) {
  std::u32string points = code_points(trim(name));
  if (points.empty()) return "";
  if (points.size() == 1)
    return is_separator(points[0]) ? "" : utf8({&(points[0] = lower(points[0])), 1});
  points = with_boundaries(std::move(points));
  std::size_t first = 0;
  while (first < points.size() && is_separator(points[first])) first++;
  points.erase(0, first);
  for (char32_t& point : points) point = lower(point);
  return utf8(with_capitals_behind_numbers(joined(points)));
}

std::string orm_camel_case(std::string_view name) {
  std::u32string points = code_points(name);
  std::erase_if(points, [](char32_t point) { return point == U'\'' || point == 0x2019; });
  std::u32string out;
  for (std::size_t at = 0; at < points.size();) {
    const std::size_t end = word_end(points, at);
    if (end == at) {
      at++;
      continue;
    }
    const bool is_first = out.empty();
    for (std::size_t i = at; i < end; i++) {
      out += is_first ? lower(points[i]) : i == at ? upper(points[i]) : points[i];
    }
    at = end;
  }
  return utf8(out);
}

}  // namespace sluice::codegen::typescript
