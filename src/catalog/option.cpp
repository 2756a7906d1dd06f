#include "catalog/option.hpp"

#include <cctype>
#include <string>

#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "catalog/array_text.hpp"

namespace sluice::catalog {

namespace {

std::string camel_case(std::string_view name) {
  std::string out;
  bool is_next_upper = false;
  for (const char c : name) {
    if (c == '_') {
      is_next_upper = true;
      continue;
    }
    out += is_next_upper ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    is_next_upper = false;
  }
  return out;
}

bool is_json_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view part = point == std::string_view::npos ? "0" : text.substr(point + 1);
  const auto is_digits = [](std::string_view digits) {
    return !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
  };
  return is_digits(whole) && is_digits(part) && (whole == "0" || !whole.starts_with('0'));
}

std::string json_of(const std::string& value) {
  const bool is_bare = value == "true" || value == "false" || is_json_number(value);
  return is_bare ? value : json_string(value);
}

}  // namespace

std::vector<model::option> options_of(std::string_view array, option_names names) {
  std::vector<model::option> out;
  const auto all = parse_array(array);
  if (!all) return out;
  for (const array_element& one : *all) {
    const std::size_t sign = one.text.find('=');
    if (sign == std::string::npos) continue;
    const std::string name = one.text.substr(0, sign);
    out.push_back({.name = names == option_names::camel_case ? camel_case(name) : name,
                   .value = json_of(one.text.substr(sign + 1))});
  }
  return out;
}

}  // namespace sluice::catalog
