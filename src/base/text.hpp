// Small functions on text. Anything larger comes from a library.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sluice {

// One string of all parts: the cheap way to build text below cli/, which has {fmt}.
template <typename... Parts>
std::string concat(const Parts&... parts) {
  std::string out;
  out.reserve((std::string_view(parts).size() + ... + 0));
  (out.append(std::string_view(parts)), ...);
  return out;
}

std::vector<std::string_view> split(std::string_view text, std::string_view separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string_view trim(std::string_view text);  // ASCII white space, both ends
std::string replace_all(std::string text, std::string_view from, std::string_view to);
std::string to_lower(std::string_view ascii);
std::string to_upper(std::string_view ascii);

// Line and column (both from 1, column in bytes) of a byte offset.
struct line_column {
  int line = 1;
  int column = 1;
};
line_column locate(std::string_view text, std::size_t offset);

// The candidate nearest to `word` by edit distance, or "" where none is near: for "did you mean".
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace sluice
