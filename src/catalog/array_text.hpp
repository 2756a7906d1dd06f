// The text form of PostgreSQL's arrays: {1,2}, {"a b",NULL}, {{1},{2}}.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::catalog {

struct array_element {
  enum class form { value, null, array };
  form kind = form::value;
  std::string text;                     // of a value, without quotation marks and escapes
  std::vector<array_element> elements;  // of an array
};

// The elements; nothing where the text is no array, or one with bounds of its own ([0:1]={1,2}).
std::optional<std::vector<array_element>> parse_array(std::string_view text);

}  // namespace sluice::catalog
