// Parsing, and saying where and why a file does not parse.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <tree_sitter/api.h>

#include "script/strip_tree.hpp"

namespace sluice::script::stripping {

struct tree_deleter {
  void operator()(TSTree* tree) const { ts_tree_delete(tree); }
};
using tree_pointer = std::unique_ptr<TSTree, tree_deleter>;

// A tree without errors; throws SCRIPT.SYNTAX.
tree_pointer parse(std::string_view source, const std::string& file, dialect language);

// SCRIPT.UNSUPPORTED at a byte of the source.
[[noreturn]] void refuse(std::string_view source, const std::string& file, std::size_t offset,
                         const std::string& what, const std::string& hint);

}  // namespace sluice::script::stripping
