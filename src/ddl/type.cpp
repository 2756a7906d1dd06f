// The text of a column's type.
#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"
#include "ddl/words.hpp"

namespace sluice::ddl {

namespace {

// What begins with one of these is taken for PostgreSQL's own and not quoted.
constexpr std::array<std::string_view, 22> known = {
    "uuid",    "smallint", "integer",  "bigint",  "boolean",   "text", "varchar",  "serial",
    "decimal", "numeric",  "real",     "json",    "time",      "date", "interval", "bigserial",
    "char",    "vector",   "geometry", "halfvec", "sparsevec", "bit"};

// Words of the grammar rather than names of types: quoted, they mean nothing.
constexpr std::array<std::string_view, 4> grammar = {"int", "float", "dec", "nchar"};

bool begins_as_known(std::string_view type) {
  return type.starts_with("double precision") ||
         std::any_of(known.begin(), known.end(),
                     [&](std::string_view one) { return type.starts_with(one); });
}

bool is_known(std::string_view type) {
  return std::find(known.begin(), known.end(), type) != known.end() || type == "jsonb" ||
         type == "timestamp";
}

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

// A hyphen is in no type's grammar, and several words are in few ("national character", "citext not
// null"); both are in the names of some enums.
bool is_name(std::string_view type) {
  constexpr std::array<std::string_view, 7> clauses = {
      "array", "collate", "default", "generated", "national", "not", "null"};
  const std::vector<std::string_view> words = split(type, " ");
  const bool is_plain = std::all_of(type.begin(), type.end(), [](char c) {
    return is_word_character(c) || c == '-' || c == ' ';
  });
  const bool has_clause = std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return std::find(clauses.begin(), clauses.end(), to_lower(word)) != clauses.end();
  });
  return is_plain && !(words.size() > 1 && has_clause) &&
         std::find(grammar.begin(), grammar.end(), type) == grammar.end();
}

bool is_lower_case(std::string_view name) {
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

// Takes "[]" and "[3]" off: what is left, and what was taken.
struct parts {
  std::string name;
  std::string array;
};

parts take_apart(const std::string& type) {
  parts out;
  for (std::size_t i = 0; i < type.size(); ++i) {
    if (type[i] == '[') {
      std::size_t end = i + 1;
      while (end < type.size() && type[end] >= '0' && type[end] <= '9') ++end;
      if (end < type.size() && type[end] == ']') {
        out.array.append(type, i, end - i + 1);
        i = end;
        continue;
      }
    }
    out.name += type[i];
  }
  return out;
}

}  // namespace

std::string type_text(const std::string& type, const std::optional<std::string>& schema,
                      public_schema prefix) {
  const auto [name, array] = take_apart(type);
  const bool in_public = !schema || *schema == "public";
  if (begins_as_known(name)) {
    // An enum may be called so too; unquoted it must be found without its schema.
    const bool found = !schema || (in_public && is_lower_case(name) && !is_known(name));
    if (found) return concat(name, array);
    return concat(qualified(*schema, name), array);
  }
  if (!schema && !is_name(name)) return concat(name, array);
  if (!schema || (in_public && prefix == public_schema::unsaid)) return concat(quoted(name), array);
  return concat(qualified(*schema, name), array);
}

}  // namespace sluice::ddl
