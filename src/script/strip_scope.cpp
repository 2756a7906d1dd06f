// Which names are declared where: enough to tell a use of an import from a local of the same name.
#include <algorithm>

#include "script/strip_pass.hpp"

namespace sluice::script::stripping {

void name_table::declare(const pass& on, std::string_view name, index scope) {
  const auto found = names_.find(name);
  if (found == names_.end()) return;
  if (on.tree[scope].what == kind::program) {
    found->second.top_level = true;
  } else {
    found->second.shadows.push_back({scope, on.tree[scope].next});
  }
}

void name_table::finish() {
  for (auto& [name, each] : names_) {
    auto& shadows = each.shadows;
    std::sort(shadows.begin(), shadows.end(),
              [](const range& a, const range& b) { return a.start < b.start; });
    // Ranges of a tree nest or are apart: the outer one is enough.
    std::size_t kept = 0;
    for (const range& next : shadows) {
      if (kept > 0 && next.start < shadows[kept - 1].end) continue;
      shadows[kept++] = next;
    }
    shadows.resize(kept);
  }
}

bool name_table::is_top_level(std::string_view name) const {
  const auto found = names_.find(name);
  return found != names_.end() && found->second.top_level;
}

bool name_table::is_shadowed(std::string_view name, index use) const {
  const auto found = names_.find(name);
  if (found == names_.end()) return false;
  const auto& shadows = found->second.shadows;
  const auto after = std::upper_bound(shadows.begin(), shadows.end(), use,
                                      [](index at, const range& each) { return at < each.start; });
  return after != shadows.begin() && use < std::prev(after)->end;
}

std::vector<index> bound_names(pass& on, index pattern) {
  std::vector<index> found;
  std::vector<index> open{pattern};
  syntax_tree& tree = on.tree;
  while (!open.empty()) {
    const index at = open.back();
    open.pop_back();
    std::vector<index> inside;
    switch (tree[at].what) {
      case kind::identifier:
      case kind::shorthand_pattern:
        tree[at].declares = true;
        found.push_back(at);
        break;
      case kind::object_pattern:
      case kind::array_pattern:
      case kind::rest_pattern:
        for (const index each : tree.children(at)) inside.push_back(each);
        break;
      case kind::assignment_pattern:
      case kind::object_assignment_pattern:
        inside.push_back(tree.first_child(at));
        break;
      case kind::pair_pattern:
        inside.push_back(tree.last_child(at));
        break;
      default:
        break;
    }
    open.insert(open.end(), inside.rbegin(), inside.rend());
  }
  return found;
}

namespace {

class declaration_finder {
 public:
  declaration_finder(pass& on, name_table& names) : on_(on), tree_(on.tree), names_(names) {}

  void run() {
    for (index at = 0; at < tree_.size();) {
      if (tree_[at].erased) {
        at = tree_[at].next;
        continue;
      }
      visit(at);
      ++at;
    }
    names_.finish();
  }

 private:
  void declare(index name, index scope) {
    tree_[name].declares = true;
    names_.declare(on_, on_.text(name), scope);
  }
  void declare_pattern(index pattern, index scope) {
    for (const index each : bound_names(on_, pattern)) declare(each, scope);
  }
  index block_scope(index at) const;
  index function_scope(index at) const;
  void visit(index at);
  void visit_for_in(index at);
  void visit_arrow(index at);

  pass& on_;
  syntax_tree& tree_;
  name_table& names_;
};

index declaration_finder::block_scope(index at) const {
  for (index up = tree_[at].parent;; up = tree_[up].parent) {
    switch (tree_[up].what) {
      case kind::program:
      case kind::block:
      case kind::for_statement:
      case kind::for_in_statement:
      case kind::switch_body:
      case kind::static_block:
        return up;
      default:
        break;
    }
  }
}

index declaration_finder::function_scope(index at) const {
  for (index up = tree_[at].parent;; up = tree_[up].parent) {
    const kind what = tree_[up].what;
    if (is_function(what) || what == kind::program || what == kind::static_block ||
        what == kind::namespace_declaration) {
      return up;
    }
  }
}

// for (const x of list), for (x of list)
void declaration_finder::visit_for_in(index at) {
  bool declares = false;
  bool lexical = false;
  for (const index each : tree_.children(at)) {
    switch (tree_[each].what) {
      case kind::word_let:
      case kind::word_const:
        lexical = true;
        [[fallthrough]];
      case kind::word_var:
        declares = true;
        break;
      case kind::identifier:
      case kind::object_pattern:
      case kind::array_pattern:
        if (declares) declare_pattern(each, lexical ? at : function_scope(at));
        return;
      case kind::block:
        return;
      default:
        break;
    }
  }
}

void declaration_finder::visit_arrow(index at) {
  for (const index each : tree_.children(at)) {
    if (tree_[each].what == kind::arrow) return;
    if (tree_[each].what == kind::identifier) declare(each, at);
  }
}

void declaration_finder::visit(index at) {
  switch (tree_[at].what) {
    case kind::variable_declarator: {
      const bool is_var = tree_[tree_[at].parent].what == kind::variable_declaration;
      declare_pattern(tree_.first_child(at), is_var ? function_scope(at) : block_scope(at));
      break;
    }
    case kind::function_declaration:
    case kind::generator_declaration:
    case kind::enum_declaration:
    case kind::namespace_declaration:
      if (const index name = tree_.child(at, kind::identifier); name != none) {
        declare(name, block_scope(at));
      }
      break;
    case kind::class_declaration:
    case kind::abstract_class:
    case kind::class_expression: {
      const bool inner = tree_[at].what == kind::class_expression;
      index name = tree_.child(at, kind::type_name);
      if (name == none) name = tree_.child(at, kind::identifier);
      if (name != none) declare(name, inner ? at : block_scope(at));
      break;
    }
    case kind::function_expression:
    case kind::generator_function:
      if (const index name = tree_.child(at, kind::identifier); name != none) declare(name, at);
      break;
    case kind::arrow_function:
      visit_arrow(at);
      break;
    case kind::formal_parameters: {
      const index function = tree_[at].parent;
      for (const index each : tree_.children(at)) declare_pattern(each, function);
      break;
    }
    case kind::required_parameter:
    case kind::optional_parameter: {
      const index function = tree_[tree_[at].parent].parent;
      for (const index each : tree_.children(at)) {
        if (tree_[each].what == kind::equals) break;
        declare_pattern(each, function);
      }
      break;
    }
    case kind::catch_clause:
      for (const index each : tree_.children(at)) {
        if (tree_[each].what == kind::block) break;
        declare_pattern(each, at);
      }
      break;
    case kind::for_in_statement:
      visit_for_in(at);
      break;
    default:
      break;
  }
}

}  // namespace

void find_declarations(pass& on, name_table& names) {
  declaration_finder(on, names).run();
}

}  // namespace sluice::script::stripping
