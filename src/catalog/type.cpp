#include "catalog/type.hpp"

#include "base/text.hpp"

namespace sluice::catalog {

namespace {

struct spelling {
  std::string_view formatted;
  std::string_view drizzle;
};

// Beginnings; what a name goes on with is a length, a precision or brackets.
constexpr spelling beginnings[] = {
    {"character varying", "varchar"},
    {"character", "char"},
};

bool begins_as(std::string_view text, std::string_view beginning) {
  return text.starts_with(beginning) &&
         (text.size() == beginning.size() || text[beginning.size()] == '(' ||
          text[beginning.size()] == '[');
}

}  // namespace

std::string type_spelling(std::string_view formatted, int dimensions) {
  std::string out(formatted);
  constexpr std::string_view brackets = "[]";
  const bool is_array = out.ends_with(brackets);
  if (is_array) out.resize(out.size() - brackets.size());
  for (const spelling& one : beginnings) {
    if (!begins_as(out, one.formatted)) continue;
    out.replace(0, one.formatted.size(), one.drizzle);
    break;
  }
  if (begins_as(out, "numeric")) out = replace_all(std::move(out), ",", ", ");
  if (begins_as(out, "geometry")) out = to_lower(out);
  constexpr std::string_view without_zone = " without time zone";
  if (out.starts_with("time") && out.ends_with(without_zone)) {
    out.resize(out.size() - without_zone.size());
  }
  for (int i = 0; is_array && (i == 0 || i < dimensions); ++i) out += brackets;
  return out;
}

}  // namespace sluice::catalog
