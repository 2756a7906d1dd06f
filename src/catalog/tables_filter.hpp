// `tablesFilter` of drizzle.config: globs, as drizzle-kit's minimatch reads them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sluice::catalog {

class tables_filter {
 public:
  tables_filter(const std::vector<std::string>& patterns,
                const std::vector<std::string>& extensions_filters);

  // Every glob that has something to say of the name lets it in, and one at least has.
  bool passes(std::string_view name) const;

 private:
  struct pattern {
    bool is_negated = false;
    std::vector<std::string> alternatives;  // of {a,b}
  };
  void add(std::string_view glob);

  std::vector<pattern> patterns_;
};

}  // namespace sluice::catalog
