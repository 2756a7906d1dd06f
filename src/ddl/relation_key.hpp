// Relations and their columns as keys of maps: equal for the same ones, whether "public" is said or
// not.
#pragma once

#include <string>
#include <string_view>

#include "base/text.hpp"
#include "ddl/action.hpp"

namespace sluice::ddl {

inline std::string_view schema_of(const relation& it) {
  return it.schema.empty() ? std::string_view("public") : std::string_view(it.schema);
}

inline bool same(const relation& a, const relation& b) {
  return a.name == b.name && schema_of(a) == schema_of(b);
}

inline std::string key(const relation& it) {
  return concat(schema_of(it), "\x1f", it.name);
}

inline std::string key(const relation& it, std::string_view part) {
  return concat(key(it), "\x1f", part);
}

}  // namespace sluice::ddl
