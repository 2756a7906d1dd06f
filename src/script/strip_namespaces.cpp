// A namespace with values becomes a function, called at once, that fills an object. What it exports
// is declared in it as before and then put on the object.
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "script/strip_pass.hpp"

namespace sluice::script::stripping {
namespace {

constexpr std::string_view hint = "move its members to a module of their own, or to an object";

class namespace_writer {
 public:
  explicit namespace_writer(pass& on) : on_(on), tree_(on.tree) {}

  void run() {
    on_.for_each(kind::namespace_declaration, [&](index at) { write(at); });
  }

 private:
  struct neighbours {
    bool has_object = false;  // a class or function of the same name
    bool has_more = false;    // another namespace of it
  };
  neighbours look_around(index scope, index self, std::string_view name) const;
  void write(index at);
  void write_body(index body, std::string_view name);
  void write_export(index at, std::string_view name);
  [[noreturn]] void refuse(index at, const std::string& what) const {
    on_.refuse(tree_[at].start, what, std::string(hint));
  }

  pass& on_;
  syntax_tree& tree_;
};

index declaration_of(const syntax_tree& tree, index statement) {
  if (tree[statement].what != kind::export_statement) return statement;
  for (const index each : tree.children(statement)) {
    if (tree[each].what != kind::word_export) return each;
  }
  return statement;
}

index name_of(const syntax_tree& tree, index declaration) {
  const index name = tree.child(declaration, kind::type_name);
  return name != none ? name : tree.child(declaration, kind::identifier);
}

namespace_writer::neighbours namespace_writer::look_around(index scope, index self,
                                                           std::string_view name) const {
  neighbours found;
  for (const index each : tree_.children(scope)) {
    const index declaration = declaration_of(tree_, each);
    if (tree_[each].erased || tree_[declaration].erased || declaration == self) continue;
    const index named = name_of(tree_, declaration);
    if (named == none || on_.text(named) != name) continue;
    switch (tree_[declaration].what) {
      case kind::namespace_declaration:
      case kind::enum_declaration:
        found.has_more = true;
        break;
      case kind::class_declaration:
      case kind::abstract_class:
      case kind::function_declaration:
      case kind::generator_declaration:
        found.has_object = true;
        break;
      default:
        break;
    }
  }
  return found;
}

void namespace_writer::write_export(index at, std::string_view name) {
  const index word = tree_.child(at, kind::word_export);
  const index declared = declaration_of(tree_, at);
  const auto put = [&](index named) {
    const std::string_view member = on_.text(named);
    return concat(" ", name, ".", member, " = ", member, ";");
  };
  on_.changes.blank(tree_[word].start, tree_[word].end);
  switch (tree_[declared].what) {
    case kind::function_declaration:
    case kind::generator_declaration:
    case kind::class_declaration:
    case kind::abstract_class:
    case kind::enum_declaration:
    case kind::namespace_declaration:
      on_.changes.insert(tree_[declared].end, put(name_of(tree_, declared)));
      return;
    case kind::lexical_declaration: {
      if (!on_.text(declared).starts_with("const")) break;
      std::string all = ";";
      for (const index each : tree_.children(declared)) {
        if (tree_[each].what != kind::variable_declarator) continue;
        for (const index bound : bound_names(on_, tree_.first_child(each))) all += put(bound);
      }
      on_.changes.insert(tree_[declared].end, all);
      return;
    }
    default:
      break;
  }
  refuse(
      at,
      "only constants, functions, classes, enums and namespaces can be exported from a namespace");
}

void namespace_writer::write_body(index body, std::string_view name) {
  for (const index each : tree_.children(body)) {
    if (tree_[each].erased) continue;
    if (tree_[each].what == kind::import_alias ||
        tree_[declaration_of(tree_, each)].what == kind::import_alias) {
      refuse(each, "import inside a namespace with values is not supported");
    }
    if (tree_[each].what == kind::export_statement) write_export(each, name);
  }
}

void namespace_writer::write(index at) {
  const index body = tree_.child(at, kind::block);
  const index named = tree_.child(at, kind::identifier);
  if (body == none || named == none || tree_.next_sibling(named) != body) {
    refuse(at, "a namespace of a dotted name that has values is not supported");
  }
  const std::string_view name = on_.text(named);
  index scope = tree_[at].parent;
  if (tree_[scope].what == kind::export_statement) scope = tree_[scope].parent;
  const neighbours around = look_around(scope, at, name);
  if (around.has_more) {
    refuse(at, "namespaces with values that are declared in parts are not supported");
  }
  write_body(body, name);
  const std::string_view declared = around.has_object                    ? ";(("
                                    : tree_[scope].what == kind::program ? "var "
                                                                         : "let ";
  const std::string head = around.has_object ? concat(declared, name, ") => {")
                                             : concat(declared, name, " = ((", name, ") => {");
  on_.changes.replace(tree_[at].start, tree_[body].start + 1, head);
  on_.changes.replace(tree_[body].end - 1, tree_[body].end,
                      concat("; return ", name, "; })(", around.has_object ? name : "{}", ");"));
  tree_[named].declares = true;
}

}  // namespace

void rewrite_namespaces(pass& on) {
  namespace_writer(on).run();
}

}  // namespace sluice::script::stripping
