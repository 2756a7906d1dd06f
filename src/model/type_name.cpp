#include "model/type_name.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

#include "base/text.hpp"

namespace sluice::model {

namespace {

struct spelling {
  std::string_view alias;
  std::string_view name;
};

constexpr std::array<spelling, 29> spellings = {{
    {"smallint", "int2"},
    {"integer", "int4"},
    {"int", "int4"},
    {"bigint", "int8"},
    {"decimal", "numeric"},
    {"dec", "numeric"},
    {"real", "float4"},
    {"double precision", "float8"},
    {"boolean", "bool"},
    {"character varying", "varchar"},
    {"char varying", "varchar"},
    {"character", "bpchar"},
    {"char", "bpchar"},
    {"nchar", "bpchar"},
    {"national character", "bpchar"},
    {"national char", "bpchar"},
    {"national character varying", "varchar"},
    {"bit varying", "varbit"},
    {"timestamp without time zone", "timestamp"},
    {"timestamp with time zone", "timestamptz"},
    {"time without time zone", "time"},
    {"time with time zone", "timetz"},
    {"float", "float8"},
    {"serial", "int4"},
    {"serial4", "int4"},
    {"bigserial", "int8"},
    {"serial8", "int8"},
    {"smallserial", "int2"},
    {"serial2", "int2"},
}};

// Takes "(10, 2)" out of the text, and the blanks that are too many.
std::string take_modifiers(const std::string& text, std::vector<int>& modifiers) {
  std::string out;
  int depth = 0;
  std::string inside;
  for (const char c : text) {
    if (c == ')' && --depth == 0) {
      for (const std::string_view one : split(inside, ",")) {
        modifiers.push_back(std::atoi(std::string(trim(one)).c_str()));
      }
    }
    if (depth > 0) inside += c;
    if (c == '(') ++depth;
    const bool is_blank = c == ' ' && (out.empty() || out.back() == ' ');
    if (depth == 0 && c != ')' && !is_blank) out += c;
  }
  return std::string(trim(out));
}

void complete(type_name& type, std::string_view spelt) {
  constexpr int digits_of_float4 = 24;
  if (spelt == "float" && !type.modifiers.empty()) {
    if (type.modifiers.front() <= digits_of_float4) type.name = "float4";
    type.modifiers.clear();
  }
  const bool has_length = type.name == "bit" || (type.name == "bpchar" && spelt != "bpchar");
  if (has_length && type.modifiers.empty()) type.modifiers = {1};
  if (type.name == "numeric" && type.modifiers.size() == 1) type.modifiers.push_back(0);
}

}  // namespace

type_name parse_type(const std::string& text) {
  const std::string element = without_array(text);
  type_name out{.is_array = element != text};
  const std::string spelt = to_lower(take_modifiers(element, out.modifiers));
  out.name = spelt;
  if (constexpr std::string_view interval = "interval "; spelt.starts_with(interval)) {
    out.fields = spelt.substr(interval.size());
    out.name = "interval";
  }
  const auto found = std::find_if(spellings.begin(), spellings.end(),
                                  [&](const spelling& one) { return one.alias == spelt; });
  if (found != spellings.end()) {
    out.name = found->name;
    out.is_serial = spelt.find("serial") != std::string::npos;
  }
  complete(out, spelt);
  return out;
}

std::string without_array(const std::string& type) {
  std::string out;
  for (std::size_t i = 0; i < type.size(); ++i) {
    if (type[i] == '[') {
      std::size_t end = i + 1;
      while (end < type.size() && type[end] >= '0' && type[end] <= '9') ++end;
      if (end < type.size() && type[end] == ']') {
        i = end;
        continue;
      }
    }
    out += type[i];
  }
  return out;
}

}  // namespace sluice::model
