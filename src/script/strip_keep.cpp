// Types alone: imports and exports stay as they are. For tests, which compare this with what other
// strippers make of the same file.
#include "script/strip_pass.hpp"

namespace sluice::script::stripping {
namespace {

bool is_type(const syntax_tree& tree, index at) {
  return tree.child(at, kind::word_type) != none || tree.child(at, kind::word_typeof) != none;
}

void erase_specifiers(pass& on, index list, kind specifier) {
  syntax_tree& tree = on.tree;
  for (const index each : tree.children(list)) {
    if (tree[each].what != specifier || !is_type(tree, each)) continue;
    std::size_t end = tree[each].end;
    if (const index comma = tree.next_sibling(each);
        comma != none && tree[comma].what == kind::comma) {
      end = tree[comma].end;
    }
    on.changes.blank(tree[each].start, end);
  }
}

void keep_modules(pass& on) {
  syntax_tree& tree = on.tree;
  for (const index each : tree.children(0)) {
    const kind what = tree[each].what;
    if (tree[each].erased || (what != kind::import_statement && what != kind::export_statement)) {
      continue;
    }
    if (is_type(tree, each)) {
      on.erase_statement(each);
    } else if (const index clause = tree.child(each, kind::export_clause); clause != none) {
      erase_specifiers(on, clause, kind::export_specifier);
    } else if (const index imports = tree.child(each, kind::import_clause); imports != none) {
      if (const index names = tree.child(imports, kind::named_imports); names != none) {
        erase_specifiers(on, names, kind::import_specifier);
      }
    }
  }
}

}  // namespace

std::string strip_types(std::string_view source, const std::string& file) {
  const dialect language = dialect_of(file);
  pass on{source, file, true, syntax_tree(source, file, language), edits(source)};
  blank_types(on);
  name_table no_names;
  find_declarations(on, no_names);
  rewrite_enums(on);
  rewrite_namespaces(on);
  rewrite_parameter_properties(on);
  keep_modules(on);
  return on.changes.apply();
}

}  // namespace sluice::script::stripping
