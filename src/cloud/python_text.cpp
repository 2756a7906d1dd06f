#include "cloud/python_text.hpp"

#include <array>
#include <cstdint>
#include <utility>

namespace sluice::cloud {
namespace {

// The bytes of the character of white space that the text begins with; 0 where it begins otherwise.
std::size_t leading_space(std::string_view text) {
  if (text.empty()) return 0;
  const auto first = static_cast<unsigned char>(text.front());
  if (first == ' ' || (first >= 0x09 && first <= 0x0D) || (first >= 0x1C && first <= 0x1F)) {
    return 1;
  }
  constexpr std::array<std::string_view, 2> two = {"\xC2\x85", "\xC2\xA0"};
  for (const std::string_view space : two) {
    if (text.starts_with(space)) return 2;
  }
  constexpr std::array<std::string_view, 6> three = {"\xE1\x9A\x80", "\xE2\x80\xA8",
                                                     "\xE2\x80\xA9", "\xE2\x80\xAF",
                                                     "\xE2\x81\x9F", "\xE3\x80\x80"};
  for (const std::string_view space : three) {
    if (text.starts_with(space)) return 3;
  }
  // U+2000 to U+200A
  if (text.starts_with("\xE2\x80") && text.size() > 2) {
    const auto last = static_cast<unsigned char>(text[2]);
    if (last >= 0x80 && last <= 0x8A) return 3;
  }
  return 0;
}

std::size_t trailing_space(std::string_view text) {
  for (std::size_t length = 1; length <= 3 && length <= text.size(); ++length) {
    if (leading_space(text.substr(text.size() - length)) == length) return length;
  }
  return 0;
}

// The bytes of the line's end that the text begins with.
std::size_t leading_line_end(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  if (text.starts_with("\r\n")) return 2;
  if ((first >= 0x0A && first <= 0x0D) || (first >= 0x1C && first <= 0x1E)) return 1;
  if (text.starts_with("\xC2\x85")) return 2;
  return text.starts_with("\xE2\x80\xA8") || text.starts_with("\xE2\x80\xA9") ? 3 : 0;
}

}  // namespace

std::string_view python_strip_end(std::string_view text) {
  while (const std::size_t length = trailing_space(text)) text.remove_suffix(length);
  return text;
}

std::string_view python_strip(std::string_view text) {
  while (const std::size_t length = leading_space(text)) text.remove_prefix(length);
  return python_strip_end(text);
}

std::size_t python_indentation(std::string_view line) {
  std::size_t characters = 0;
  while (const std::size_t length = leading_space(line)) {
    line.remove_prefix(length);
    ++characters;
  }
  return characters;
}

std::vector<std::string_view> python_lines(std::string_view text) {
  std::vector<std::string_view> out;
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = leading_line_end(text.substr(i));
    if (end == 0) {
      ++i;
      continue;
    }
    out.push_back(text.substr(start, i - start));
    i += end;
    start = i;
  }
  if (start < text.size()) out.push_back(text.substr(start));
  return out;
}

std::optional<std::vector<std::string>> shell_words(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  bool has_word = false;
  char quote = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote == '\0' && (c == ' ' || c == '\t' || c == '\r' || c == '\n')) {
      if (has_word) out.push_back(std::exchange(word, {}));
      has_word = false;
      continue;
    }
    has_word = true;
    if (c == '\\' && quote != '\'') {
      if (++i == text.size()) return std::nullopt;
      // Between double quotes it escapes only itself and them.
      if (quote == '"' && text[i] != '\\' && text[i] != '"') word += '\\';
      word += text[i];
    } else if (quote == '\0' && (c == '"' || c == '\'')) {
      quote = c;
    } else if (c == quote) {
      quote = '\0';
    } else {
      word += c;
    }
  }
  if (quote != '\0') return std::nullopt;
  if (has_word) out.push_back(word);
  return out;
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i]);
    const std::size_t length = first < 0x80   ? 1
                               : first < 0xC2 ? 0
                               : first < 0xE0 ? 2
                               : first < 0xF0 ? 3
                               : first < 0xF5 ? 4
                                              : 0;
    if (length == 0 || i + length > text.size()) return false;
    std::uint32_t code = length == 1 ? first : first & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      if ((next & 0xC0U) != 0x80U) return false;
      code = (code << 6U) | (next & 0x3FU);
    }
    const bool is_too_long = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    if (is_too_long || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return false;
    i += length;
  }
  return true;
}

}  // namespace sluice::cloud
