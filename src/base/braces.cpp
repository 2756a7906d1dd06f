#include "base/braces.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <utility>

#include "base/text.hpp"

namespace sluice {

namespace {

struct group {
  std::size_t open;
  std::size_t close;
};

// The first balanced pair of braces from `start` on that isn't escaped or a `${`.
std::optional<group> find_group(std::string_view text, std::size_t start) {
  std::vector<std::size_t> open;
  for (std::size_t i = start; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '{') {
      open.push_back(i);
    } else if (text[i] == '}' && !open.empty()) {
      const std::size_t begin = open.back();
      open.pop_back();
      if (open.empty() && (begin == 0 || text[begin - 1] != '$')) return group{begin, i};
    }
  }
  return std::nullopt;
}

// The parts between the commas that stand outside inner braces.
std::vector<std::string_view> split_alternatives(std::string_view body) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  int depth = 0;
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (body[i] == '\\') {
      ++i;
    } else if (body[i] == '{') {
      ++depth;
    } else if (body[i] == '}') {
      --depth;
    } else if (body[i] == ',' && depth == 0) {
      parts.push_back(body.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  parts.push_back(body.substr(begin));
  return parts;
}

std::optional<int> integer(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool is_letter(std::string_view text) {
  return text.size() == 1 &&
         ((text[0] >= 'a' && text[0] <= 'z') || (text[0] >= 'A' && text[0] <= 'Z'));
}

bool is_padded(std::string_view number) {
  if (number.starts_with('-')) number.remove_prefix(1);
  return number.size() > 1 && number[0] == '0';
}

std::string padded(int value, std::size_t width) {
  std::string digits = std::to_string(std::abs(value));
  const std::size_t sign = value < 0 ? 1 : 0;
  if (digits.size() + sign < width) digits.insert(0, width - digits.size() - sign, '0');
  return value < 0 ? "-" + digits : digits;
}

// {1..3}, {01..10}, {a..e}, each with an optional step.
std::vector<std::string> sequence(std::string_view body) {
  const std::vector<std::string_view> parts = split(body, "..");
  if (parts.size() < 2 || parts.size() > 3) return {};
  const bool letters = is_letter(parts[0]) && is_letter(parts[1]);
  const std::optional<int> from = letters ? parts[0][0] : integer(parts[0]);
  const std::optional<int> to = letters ? parts[1][0] : integer(parts[1]);
  const std::optional<int> step = parts.size() == 3 ? integer(parts[2]) : 1;
  if (!from || !to || !step || *step == 0) return {};
  const int stride = *from <= *to ? std::abs(*step) : -std::abs(*step);
  const bool pad = !letters && (is_padded(parts[0]) || is_padded(parts[1]));
  const std::size_t width = pad ? std::max(parts[0].size(), parts[1].size()) : 0;
  std::vector<std::string> all;
  for (int value = *from; stride > 0 ? value <= *to : value >= *to; value += stride) {
    all.push_back(letters ? std::string(1, static_cast<char>(value)) : padded(value, width));
  }
  return all;
}

}  // namespace

std::vector<std::string> expand_braces(std::string_view pattern) {
  for (std::size_t start = 0;;) {
    const std::optional<group> braces = find_group(pattern, start);
    if (!braces) return {std::string(pattern)};
    const std::string_view before = pattern.substr(0, braces->open);
    const std::string_view body =
        pattern.substr(braces->open + 1, braces->close - braces->open - 1);
    const std::string_view after = pattern.substr(braces->close + 1);
    std::vector<std::string> middles = sequence(body);
    const std::vector<std::string_view> alternatives = split_alternatives(body);
    if (middles.empty() && alternatives.size() > 1) {
      for (const std::string_view alternative : alternatives) {
        for (std::string& one : expand_braces(alternative)) middles.push_back(std::move(one));
      }
    }
    if (middles.empty()) {  // {a}: braces that mean themselves
      start = braces->open + 1;
      continue;
    }
    std::vector<std::string> all;
    const std::vector<std::string> rests = expand_braces(after);
    for (const std::string& middle : middles) {
      for (const std::string& rest : rests) all.push_back(concat(before, middle, rest));
    }
    return all;
  }
}

}  // namespace sluice
