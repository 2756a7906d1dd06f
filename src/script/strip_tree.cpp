// Parsing with tree-sitter and flattening its tree.
#include "script/strip_tree.hpp"

#include <memory>
#include <tree_sitter/api.h>

#include "base/error.hpp"
#include "script/strip_kinds.hpp"
#include "script/strip_syntax.hpp"

namespace sluice::script::stripping {
namespace {

struct cursor {
  explicit cursor(TSNode root) : state(ts_tree_cursor_new(root)) {}
  ~cursor() { ts_tree_cursor_delete(&state); }
  cursor(const cursor&) = delete;
  cursor& operator=(const cursor&) = delete;
  TSTreeCursor state;
};

}  // namespace

syntax_tree::syntax_tree(std::string_view source, const std::string& file, dialect language) {
  const tree_pointer tree = parse(source, file, language);
  const kind_table& table = kinds(language);
  nodes_.reserve(source.size() / 3 + 16);

  cursor at(ts_tree_root_node(tree.get()));
  std::vector<index> open;
  bool type_follows = false;  // the operand of `as` or `satisfies` that was just passed
  for (;;) {
    const TSNode current = ts_tree_cursor_current_node(&at.state);
    const TSSymbol symbol = ts_node_symbol(current);
    const auto self = static_cast<index>(nodes_.size());
    node made;
    made.start = ts_node_start_byte(current);
    made.end = ts_node_end_byte(current);
    made.parent = open.empty() ? none : open.back();
    made.what = table.of(symbol);
    bool leaf = table.is_leaf(symbol);
    if (type_follows && made.what != kind::comment) {
      made.what = kind::bare_type;
      leaf = true;
      type_follows = false;
    } else if ((made.what == kind::word_as || made.what == kind::word_satisfies) &&
               (nodes_[made.parent].what == kind::as_expression ||
                nodes_[made.parent].what == kind::satisfies_expression)) {
      type_follows = true;
    }
    nodes_.push_back(made);
    if (!leaf && ts_tree_cursor_goto_first_child(&at.state)) {
      open.push_back(self);
      continue;
    }
    nodes_[self].next = self + 1;
    while (!ts_tree_cursor_goto_next_sibling(&at.state)) {
      if (open.empty()) return;
      ts_tree_cursor_goto_parent(&at.state);
      nodes_[open.back()].next = size();
      open.pop_back();
    }
  }
}

index syntax_tree::child(index of, kind what) const {
  for (const index each : children(of)) {
    if (nodes_[each].what == what) return each;
  }
  return none;
}

index syntax_tree::last_child(index of) const {
  index last = none;
  for (const index each : children(of)) last = each;
  return last;
}

}  // namespace sluice::script::stripping
