// A source file's syntax tree, flattened into one array in document order: a node's first child is
// the next element, and its subtree ends at `next`. Passes are plain loops; nothing recurses.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::script::stripping {

// What a node is, as far as a pass asks for it. Words and marks last.
enum class kind : std::uint16_t {
  other,
  // names
  identifier,
  shorthand_property,
  shorthand_pattern,
  property_name,
  private_name,
  type_name,
  self,
  // values
  string,
  template_string,
  number,
  import_function,
  meta_property,
  function_expression,
  generator_function,
  arrow_function,
  class_expression,
  call,
  new_expression,
  member,
  subscript,
  arguments,
  object,
  array,
  parenthesized,
  unary,
  binary,
  ternary,
  assignment,
  augmented_assignment,
  update,
  sequence,
  await_expression,
  yield_expression,
  spread,
  pair,
  computed_name,
  as_expression,
  satisfies_expression,
  non_null,
  type_assertion,
  instantiation,
  jsx,
  // statements
  program,
  import_statement,
  import_clause,
  namespace_import,
  named_imports,
  import_specifier,
  import_attribute,
  import_require,
  import_alias,
  export_statement,
  export_clause,
  export_specifier,
  namespace_export,
  expression_statement,
  lexical_declaration,
  variable_declaration,
  variable_declarator,
  block,
  if_statement,
  switch_body,
  switch_case,
  switch_default,
  for_statement,
  for_in_statement,
  loop_statement,  // while, do
  return_statement,
  throw_statement,
  catch_clause,
  function_declaration,
  generator_declaration,
  class_declaration,
  abstract_class,
  enum_declaration,
  enum_body,
  enum_assignment,
  namespace_declaration,
  // inside functions, classes, patterns
  formal_parameters,
  required_parameter,
  optional_parameter,
  object_pattern,
  array_pattern,
  rest_pattern,
  assignment_pattern,
  object_assignment_pattern,
  pair_pattern,
  class_body,
  class_heritage,
  extends_clause,
  method,
  field,
  static_block,
  decorator,
  accessibility,
  override_modifier,
  // what vanishes whole
  type_annotation,
  type_arguments,
  type_parameters,
  implements_clause,
  type_declaration,
  ambient_declaration,
  function_signature,
  member_signature,
  bare_type,
  hash_bang,
  comment,
  // tokens
  question,
  exclamation,
  equals,
  arrow,
  comma,
  semicolon,
  open_brace,
  close_brace,
  asterisk,
  plus,
  word_abstract,
  word_accessor,
  word_as,
  word_async,
  word_await,
  word_class,
  word_const,
  word_declare,
  word_default,
  word_export,
  word_let,
  word_readonly,
  word_satisfies,
  word_static,
  word_type,
  word_typeof,
  word_using,
  word_var,
  super,
};

constexpr bool is_function(kind what) {
  return what == kind::function_declaration || what == kind::generator_declaration ||
         what == kind::function_expression || what == kind::generator_function ||
         what == kind::arrow_function || what == kind::method;
}

using index = std::uint32_t;
inline constexpr index none = UINT32_MAX;

struct node {
  std::uint32_t start = 0;  // bytes of the source
  std::uint32_t end = 0;
  index parent = none;
  index next = 0;  // the first element after the subtree
  kind what = kind::other;
  bool erased = false;    // nothing of it is in the output: passes skip the subtree
  bool declares = false;  // an identifier that is not a use of the name
};

enum class dialect { javascript, typescript, tsx };
// By the file's extension.
dialect dialect_of(std::string_view file);

struct draft;

class syntax_tree {
 public:
  // Throws SCRIPT.SYNTAX.
  syntax_tree(std::string_view source, const std::string& file, dialect language);

  const node& operator[](index at) const { return nodes_[at]; }
  node& operator[](index at) { return nodes_[at]; }
  index size() const { return static_cast<index>(nodes_.size()); }

  index first_child(index of) const { return of + 1 < nodes_[of].next ? of + 1 : none; }
  index next_sibling(index of) const {
    const index after = nodes_[of].next;
    return of != 0 && after < nodes_[nodes_[of].parent].next ? after : none;
  }
  // The first child of a kind, or none.
  index child(index of, kind what) const;
  index last_child(index of) const;

  struct child_iterator {
    const syntax_tree* tree;
    index at;
    index operator*() const { return at; }
    child_iterator& operator++() {
      at = tree->next_sibling(at);
      return *this;
    }
    bool operator!=(const child_iterator& other) const { return at != other.at; }
  };
  struct child_range {
    child_iterator first;
    child_iterator begin() const { return first; }
    child_iterator end() const { return {first.tree, none}; }
  };
  child_range children(index of) const { return {{this, first_child(of)}}; }

 private:
  void flatten(const std::vector<draft>& drafts, index root);

  std::vector<node> nodes_;
};

}  // namespace sluice::script::stripping
