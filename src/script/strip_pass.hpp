// What every pass over a file works on, and the passes in the order in which they run.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "script/strip.hpp"
#include "script/strip_edits.hpp"
#include "script/strip_tree.hpp"

namespace sluice::script::stripping {

struct pass {
  std::string_view source;
  const std::string& file;
  bool typed;  // TypeScript: unused imports vanish, exports of types too
  syntax_tree tree;
  edits changes;
  strip_options options;

  std::string_view text(index of) const {
    return source.substr(tree[of].start, tree[of].end - tree[of].start);
  }
  // Removes a whole statement or class member, and does not let its neighbours grow together.
  void erase_statement(index of);
  // Removes a piece at the end or the beginning of a statement likewise.
  void blank_piece(std::size_t start, std::size_t end, bool at_statement_edge);
  // The first byte at or after `at` that is neither white space nor in a comment.
  std::size_t next_significant(std::size_t at) const;
  // A token here would continue a statement on an earlier line that has no semicolon.
  bool continues(std::size_t at) const;
  bool spans_lines(std::size_t start, std::size_t end) const {
    return source.substr(start, end - start).find('\n') != std::string_view::npos;
  }
  [[noreturn]] void refuse(std::size_t offset, const std::string& what,
                           const std::string& hint) const;
  // Every node of a kind, but those within what is erased; outer ones first.
  template <typename Visit>
  void for_each(kind wanted, const Visit& visit) const {
    for (index at = 0; at < tree.size();) {
      if (tree[at].erased) {
        at = tree[at].next;
        continue;
      }
      if (tree[at].what == wanted) visit(at);
      ++at;
    }
  }
};

// Blanks types and refuses what cannot be evaluated.
void blank_types(pass& on);

// The ranges of the tree in which each of some names means something other than what it means at
// the module's top level; and which of the names the top level itself declares as values.
class name_table {
 public:
  void want(std::string_view name) { names_.try_emplace(name); }
  bool wants(std::string_view name) const { return names_.contains(name); }
  void declare(const pass& on, std::string_view name, index scope);
  void finish();  // after the last declare()

  bool is_top_level(std::string_view name) const;
  bool is_shadowed(std::string_view name, index use) const;

 private:
  struct range {
    index start;
    index end;
  };
  struct entry {
    bool top_level = false;
    std::vector<range> shadows;  // disjoint and ascending once finished
  };
  std::unordered_map<std::string_view, entry> names_;
};

// Marks every identifier that declares a name, and enters the wanted ones into the table.
void find_declarations(pass& on, name_table& names);
// The identifiers that a binding pattern declares, in order; marks them.
std::vector<index> bound_names(pass& on, index pattern);

void rewrite_enums(pass& on);
void rewrite_namespaces(pass& on);
void rewrite_parameter_properties(pass& on);
// Imports and exports. Gives what stands before the source on line 1, and after its end.
struct frame {
  std::string before;
  std::string after;
};
frame rewrite_modules(pass& on);

// Removes types and leaves imports and exports as they are: for tests.
std::string strip_types(std::string_view source, const std::string& file);

}  // namespace sluice::script::stripping
