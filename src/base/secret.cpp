#include "base/secret.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sluice {
namespace {

constexpr std::string_view quotes = "'\"`";
constexpr std::string_view ends = " \t\r\n'\"`<>";
constexpr std::string_view value_ends = " \t\r\n'\"`<>,;&)}";

struct range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// What a document or a template has in a password's place.
bool is_placeholder(std::string_view value) {
  return value.empty() || value == "password" || value.starts_with("${") ||
         value.find_first_not_of('*') == std::string_view::npos;
}

// user:password@ behind a URL's "://".
range of_url(std::string_view text, std::size_t begin) {
  const std::size_t end = std::min(text.find_first_of(ends, begin), text.size());
  const std::string_view url = text.substr(begin, end - begin);
  const std::size_t at = url.rfind('@');
  const std::size_t colon = url.find(':');
  if (at == std::string_view::npos || colon == std::string_view::npos || colon > at) return {};
  return {begin + colon + 1, begin + at};
}

// password=value, password: "value", PASSWORD 'value'; `begin` is behind the word.
range of_assignment(std::string_view text, std::size_t begin) {
  const auto after_blanks = [&](std::size_t i) {
    return std::min(text.find_first_not_of(" \t", i), text.size());
  };
  const auto is = [&](std::size_t i, std::string_view any) {
    return i < text.size() && any.find(text[i]) != std::string_view::npos;
  };
  std::size_t i = begin;
  if (is(i, quotes)) ++i;  // "password": …
  const std::size_t sign = after_blanks(i);
  const bool assigns = is(sign, "=");
  i = after_blanks(is(sign, "=:") ? sign + 1 : sign);
  if (is(i, quotes)) {
    const std::size_t end = std::min(text.find(text[i], i + 1), text.size());
    return {i + 1, end};
  }
  if (!assigns || i != sign + 1) return {};  // words of a sentence
  return {i, std::min(text.find_first_of(value_ends, i), text.size())};
}

}  // namespace

std::string without_passwords(std::string_view text, bool same_width) {
  constexpr std::string_view scheme = "://";
  constexpr std::string_view word = "password";
  const std::string lower = to_lower(text);
  std::string out;
  std::size_t done = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = std::string_view(lower).substr(i);
    const range found = rest.starts_with(scheme) ? of_url(text, i + scheme.size())
                        : rest.starts_with(word) ? of_assignment(text, i + word.size())
                                                 : range{};
    if (found.begin < done || found.end <= found.begin) continue;
    const std::string_view secret = text.substr(found.begin, found.end - found.begin);
    if (is_placeholder(secret)) continue;
    out += text.substr(done, found.begin - done);
    out += same_width ? std::string(secret.size(), '*') : "***";
    done = found.end;
    i = done - 1;
  }
  out += text.substr(done);
  return out;
}

}  // namespace sluice
