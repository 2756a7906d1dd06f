// `constructor(private x: number)`: the parameter is assigned to a field.
#include <string>

#include "base/text.hpp"
#include "script/strip_pass.hpp"

namespace sluice::script::stripping {
namespace {

struct properties {
  std::string fields;       // "x;y;"
  std::string assignments;  // "this.x = x, this.y = y"
};

// Of the parameters that have a modifier.
properties properties_of(const pass& on, index parameters) {
  const syntax_tree& tree = on.tree;
  properties out;
  for (const index parameter : tree.children(parameters)) {
    bool is_property = false;
    for (const index each : tree.children(parameter)) {
      const kind what = tree[each].what;
      if (what == kind::accessibility || what == kind::word_readonly ||
          what == kind::override_modifier) {
        is_property = true;
      } else if (what == kind::identifier && is_property) {
        const std::string_view name = on.text(each);
        out.fields += concat(name, ";");
        out.assignments += concat(out.assignments.empty() ? "" : ", ", "this.", name, " = ", name);
        break;
      } else if (what == kind::equals) {
        break;
      }
    }
  }
  return out;
}

bool has_base(const syntax_tree& tree, index method) {
  const index owner = tree[tree[method].parent].parent;
  const index heritage = tree.child(owner, kind::class_heritage);
  return heritage != none && tree.child(heritage, kind::extends_clause) != none;
}

// The calls of super() that belong to this constructor.
void assign_after_super(pass& on, index body, const std::string& assigned) {
  syntax_tree& tree = on.tree;
  for (index at = body; at < tree[body].next;) {
    const kind what = tree[at].what;
    if (tree[at].erased || what == kind::class_expression || what == kind::class_declaration ||
        what == kind::function_expression || what == kind::function_declaration) {
      at = tree[at].next;
      continue;
    }
    if (what == kind::call && tree[tree.first_child(at)].what == kind::super) {
      if (tree[tree[at].parent].what == kind::expression_statement) {
        on.changes.insert(tree[at].end, concat(", ", assigned));
      } else {
        on.changes.insert(tree[at].start, "(");
        on.changes.insert(tree[at].end, concat(", ", assigned, ", this)"));
      }
    }
    ++at;
  }
}

}  // namespace

void rewrite_parameter_properties(pass& on) {
  const syntax_tree& tree = on.tree;
  on.for_each(kind::method, [&](index at) {
    const index parameters = tree.child(at, kind::formal_parameters);
    const index body = tree.child(at, kind::block);
    if (parameters == none || body == none) return;
    const properties found = properties_of(on, parameters);
    if (found.fields.empty()) return;
    // Fields of a class are defined before its constructor runs, these first.
    on.changes.insert(tree[tree[at].parent].start + 1, found.fields);
    if (has_base(tree, at)) {
      assign_after_super(on, body, found.assignments);
    } else {
      on.changes.insert(tree[body].start + 1, concat(" ", found.assignments, ";"));
    }
  });
}

}  // namespace sluice::script::stripping
