// The names that tree-sitter's JavaScript, TypeScript and TSX grammars give to nodes, and the kind
// that each is to the passes. The three grammars number the same names differently.
#pragma once

#include <string_view>
#include <tree_sitter/api.h>
#include <vector>

#include "script/strip_tree.hpp"

namespace sluice::script::stripping {

class kind_table {
 public:
  explicit kind_table(const TSLanguage* language);

  kind of(TSSymbol symbol) const { return symbol < kinds_.size() ? kinds_[symbol] : kind::other; }
  // Nothing below such a node is of interest to any pass.
  bool is_leaf(TSSymbol symbol) const { return symbol < leaves_.size() && leaves_[symbol]; }

 private:
  std::vector<kind> kinds_;
  std::vector<bool> leaves_;
};

// By the file's extension.
dialect dialect_of(std::string_view file);
const TSLanguage* grammar(dialect language);
const kind_table& kinds(dialect language);

}  // namespace sluice::script::stripping
