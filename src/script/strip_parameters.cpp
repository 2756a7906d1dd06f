// `constructor(private x: number)`: the parameter is assigned to a field, as the constructor
// begins. Where fields are assigned and not defined, they are so behind it, and may use it.
#include <string>

#include "base/text.hpp"
#include "script/strip_pass.hpp"

namespace sluice::script::stripping {
namespace {

// Of the parameters that have a modifier: "this.x = x, this.y = y".
std::string assignments_of(const pass& on, index parameters) {
  const syntax_tree& tree = on.tree;
  std::string out;
  for (const index parameter : tree.children(parameters)) {
    bool is_property = false;
    for (const index each : tree.children(parameter)) {
      const kind what = tree[each].what;
      if (what == kind::accessibility || what == kind::word_readonly ||
          what == kind::override_modifier) {
        is_property = true;
      } else if (what == kind::identifier && is_property) {
        const std::string_view name = on.text(each);
        out += concat(out.empty() ? "" : ", ", "this.", name, " = ", name);
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

// The name of an instance's field with a value, but for a computed one.
index assigned_name(const syntax_tree& tree, index field) {
  index name = none;
  for (const index each : tree.children(field)) {
    switch (tree[each].what) {
      case kind::word_static:
        return none;
      case kind::property_name:
      case kind::private_name:
      case kind::string:
      case kind::number:
        name = each;
        break;
      case kind::equals:
        return name;
      default:
        break;
    }
  }
  return none;
}

// Makes a method of each field with a value; gives the calls of them: ", this.#assigned_1()".
std::string assign_fields(pass& on, index body) {
  const syntax_tree& tree = on.tree;
  std::string prefix = "#assigned_";
  while (on.source.find(prefix) != std::string_view::npos) prefix += '_';
  std::string calls;
  int methods = 0;
  for (const index field : tree.children(body)) {
    if (tree[field].what != kind::field || tree[field].erased) continue;
    const index name = assigned_name(tree, field);
    if (name == none) continue;
    const std::string method = concat(prefix, std::to_string(++methods));
    const bool quoted = tree[name].what == kind::string || tree[name].what == kind::number;
    const bool declared = tree[name].what == kind::private_name;
    on.changes.insert(tree[name].start, concat(declared ? concat(on.text(name), "; ") : "", method,
                                               "() { this", quoted ? "[" : "."));
    if (quoted) on.changes.insert(tree[name].end, "]");
    on.changes.insert(tree[field].end, " }");
    calls += concat(", this.", method, "()");
  }
  return calls;
}

}  // namespace

void rewrite_parameter_properties(pass& on) {
  const syntax_tree& tree = on.tree;
  on.for_each(kind::method, [&](index at) {
    const index parameters = tree.child(at, kind::formal_parameters);
    const index body = tree.child(at, kind::block);
    if (parameters == none || body == none) return;
    std::string assigned = assignments_of(on, parameters);
    if (assigned.empty()) return;
    if (!on.options.defines_class_fields) assigned += assign_fields(on, tree[at].parent);
    if (has_base(tree, at)) {
      assign_after_super(on, body, assigned);
    } else {
      on.changes.insert(tree[body].start + 1, concat(" ", assigned, ";"));
    }
  });
}

}  // namespace sluice::script::stripping
