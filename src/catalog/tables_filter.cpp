#include "catalog/tables_filter.hpp"

#include <algorithm>
#include <fnmatch.h>

#include "base/braces.hpp"

namespace sluice::catalog {

tables_filter::tables_filter(const std::vector<std::string>& patterns,
                             const std::vector<std::string>& extensions_filters) {
  for (const std::string& one : patterns) add(one);
  if (std::find(extensions_filters.begin(), extensions_filters.end(), "postgis") !=
      extensions_filters.end()) {
    for (const char* one : {"!geography_columns", "!geometry_columns", "!spatial_ref_sys"})
      add(one);
  }
}

void tables_filter::add(std::string_view glob) {
  pattern one;
  if (!glob.starts_with('#')) {  // a comment, which matches nothing
    while (glob.starts_with('!')) {
      one.is_negated = !one.is_negated;
      glob.remove_prefix(1);
    }
    one.alternatives = expand_braces(glob);
  }
  patterns_.push_back(std::move(one));
}

bool tables_filter::passes(std::string_view name) const {
  if (patterns_.empty()) return true;
  const std::string terminated(name);
  bool is_let_in = false;
  for (const pattern& one : patterns_) {
    const bool is_matched =
        std::any_of(one.alternatives.begin(), one.alternatives.end(), [&](const std::string& glob) {
          return fnmatch(glob.c_str(), terminated.c_str(), FNM_EXTMATCH | FNM_PERIOD) == 0;
        });
    if (one.is_negated && is_matched) return false;
    is_let_in |= is_matched != one.is_negated;
  }
  return is_let_in;
}

}  // namespace sluice::catalog
