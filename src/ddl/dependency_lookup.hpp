// Small questions that the rules about order ask.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "ddl/dependency.hpp"

namespace sluice::ddl {

using name_list = std::vector<std::string>;

inline bool contains(const name_list& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

inline bool same_set(const name_list& a, const name_list& b) {
  return a.size() == b.size() &&
         std::all_of(a.begin(), a.end(), [&](const std::string& one) { return contains(b, one); });
}

// Whether an index is on that column; one with an expression or a condition may be on any.
inline bool is_on(const model::index& index, const std::string& column) {
  return index.where || std::any_of(index.columns.begin(), index.columns.end(),
                                    [&](const model::index_column& part) {
                                      return part.is_expression || part.expression == column;
                                    });
}

// Calls `use` with every change of one kind and its place.
template <typename Change, typename Use>
void for_each(const std::vector<const diff::change*>& changes, Use use) {
  for (position at = 0; at < changes.size(); ++at) {
    if (const auto* one = std::get_if<Change>(changes[at])) use(at, *one);
  }
}

}  // namespace sluice::ddl
