// A parser of TypeScript and JavaScript by recursive descent, lenient where only an evaluator need
// be strict: it finds where things begin and end, which of them are types, and which names they
// use. Types leave no nodes. Its three parts: expressions, statements, types.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "script/strip_lexer.hpp"
#include "script/strip_tree.hpp"

namespace sluice::script::stripping {

// A node as the parser builds it: children as a list, wrapped at will.
struct draft {
  std::uint32_t start = 0;
  std::uint32_t end = 0;
  index first = none;
  index last = none;
  index sibling = none;
  kind what = kind::other;
};

class parser {
 public:
  parser(std::string_view source, dialect language)
      : lexer_(source),
        typed_(language != dialect::javascript),
        jsx_(language != dialect::typescript) {
    drafts_.reserve(source.size() / 4 + 16);
  }

  // The program's node; throws syntax_error.
  index parse();
  const std::vector<draft>& drafts() const { return drafts_; }

 private:
  // Drafts
  index make(kind what, std::uint32_t start);
  void add(index parent, index child);
  index wrap(kind what, index child);
  void finish(index at) { drafts_[at].end = now().previous_end; }
  void clear_children(index at) { drafts_[at].first = drafts_[at].last = none; }
  // The current token as a node; moves on.
  index leaf(kind what);
  void add_leaf(index parent, kind what) { add(parent, leaf(what)); }
  index range(kind what, std::uint32_t start);

  // Tokens
  const lexer::state& now() const { return lexer_.now(); }
  bool is(token what) const { return now().what == what; }
  bool is(word what) const { return now().keyword == what; }
  bool is_identifier() const { return is(token::name) && !is_reserved(now().keyword); }
  bool eat(token what);
  bool eat(word what);
  void expect(token what);
  void expect(word what);
  [[noreturn]] void unexpected() const;
  [[noreturn]] void fail(std::size_t offset, std::string message) const;
  void semicolon();
  bool at_statement_end() const;

  // Something that may turn out to be something else
  struct checkpoint {
    lexer::state at;
    std::size_t drafts;
  };
  checkpoint mark() const { return {now(), drafts_.size()}; }
  void rewind(const checkpoint& to) {
    lexer_.restore(to.at);
    drafts_.resize(to.drafts);
  }

  class depth_guard {
   public:
    explicit depth_guard(parser& of);
    ~depth_guard() { --of_.depth_; }
    depth_guard(const depth_guard&) = delete;
    depth_guard& operator=(const depth_guard&) = delete;

   private:
    parser& of_;
  };

  // What `in`, `await`, `yield` and `): type =>` mean here
  struct context {
    bool in_operator = true;
    bool async = false;
    bool generator = false;
    bool function = false;      // inside any function
    bool before_colon = false;  // between the `?` and `:` of a conditional
    bool ambient = false;       // inside declare
  };

  // strip_parse_expressions.cpp
  index expression();
  index assignment();
  index conditional();
  index binary(int minimum);
  int binary_precedence();
  index unary();
  index postfix();
  index left_hand_side();
  index member_chain(index value, bool calls);
  bool try_type_arguments(index& value, bool calls);
  index primary();
  index name_or_arrow();
  index new_expression();
  index import_expression();
  index arguments();
  index element();
  index array();
  index object();
  index object_member();
  index property_key();
  index template_literal();
  index parenthesized();
  index type_assertion();
  bool is_await() const;
  index await_expression();
  index yield_expression();
  // Gives none, and leaves all as it was, where there is no arrow function.
  index try_arrow();
  index arrow_rest(index arrow, bool async);
  index simple_arrow(bool async);
  bool could_be_arrow() const;

  // strip_parse_functions.cpp
  index function(bool statement);
  index formal_parameters();
  index parameter();
  index pattern();
  index rest();
  index pattern_with_default();
  index object_pattern();
  index array_pattern();
  void return_type(index owner);
  void annotation(index owner);
  void generics(index owner);
  static context of_function(bool async, bool generator);
  void signature(index owner, bool async, bool generator);
  void body_of(index owner, bool async, bool generator);

  // strip_parse_classes.cpp
  index class_definition(kind what, index abstract_word, std::uint32_t start);
  void heritage(index owner);
  index class_body();
  index class_member();
  bool is_modifier() const;
  bool is_index_signature() const;
  index decorators_then_class();
  void decorator(index owner);

  // strip_parse_statements.cpp
  index statement();
  index block();
  void statements_until(index owner, token close);
  index variables(bool in_for);
  index declarators(index owner, bool in_for);
  index if_statement();
  index for_statement();
  index simple_loop();
  index switch_statement();
  index try_statement();
  index jump(kind what, bool value_required);
  index expression_or_label();
  bool starts_declaration() const;
  index typescript_declaration();
  index type_alias();
  index interface();
  index enumeration(std::uint32_t start);
  index name_space();
  index ambient();
  index using_declaration();

  // strip_parse_modules.cpp
  index import_declaration();
  void import_clause(index statement);
  void named(index owner, kind list, kind specifier);
  index specifier(kind what);
  index module_name();
  void from(index statement);
  void attributes(index statement);
  index export_declaration();
  void export_default(index statement);

  // strip_parse_jsx.cpp
  index jsx();
  void jsx_element();
  void jsx_name();
  void jsx_attributes();
  void jsx_children();
  void jsx_braces();

  // strip_parse_types.cpp: false where there is no type here
  bool type();
  bool type_union();
  bool type_intersection();
  bool type_operator();
  bool type_postfix();
  bool type_primary();
  bool type_function();
  bool type_reference();
  bool type_import();
  bool type_query();
  bool type_object();
  bool type_member();
  bool type_tuple();
  bool type_template();
  bool type_parameters();
  bool type_parameter_list();
  bool type_arguments();
  bool type_return();
  bool is_function_type();
  bool skip_pattern();
  bool skip_balanced();
  void need(bool found) const;

  lexer lexer_;
  bool typed_;
  bool jsx_;
  std::vector<draft> drafts_;
  context context_;
  bool no_conditional_type_ = false;
  int depth_ = 0;
  std::unordered_set<std::uint32_t> not_arrows_;  // places where try_arrow() found none

  // A change of context, undone at the end of the block.
  class scope {
   public:
    scope(parser& of, context to) : of_(of), before_(std::exchange(of.context_, to)) {}
    ~scope() { of_.context_ = before_; }
    scope(const scope&) = delete;
    scope& operator=(const scope&) = delete;

   private:
    parser& of_;
    context before_;
  };
  context with_in(bool allowed) const {
    context made = context_;
    made.in_operator = allowed;
    if (allowed) made.before_colon = false;
    return made;
  }
};

}  // namespace sluice::script::stripping
