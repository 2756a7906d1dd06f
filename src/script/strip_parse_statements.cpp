// Statements and TypeScript's declarations.
#include "script/strip_parser.hpp"

namespace sluice::script::stripping {

index parser::parse() {
  const index made = make(kind::program, 0);
  if (lexer_.source().starts_with("#!")) {
    const index line = make(kind::hash_bang, 0);
    drafts_[line].end = now().previous_end;
    add(made, line);
  }
  statements_until(made, token::end_of_file);
  drafts_[made].end = static_cast<std::uint32_t>(lexer_.source().size());
  return made;
}

void parser::statements_until(index owner, token close) {
  while (!is(close)) {
    if (is(token::end_of_file)) unexpected();
    add(owner, statement());
  }
}

index parser::block() {
  const depth_guard deeper(*this);
  const index made = make(kind::block, now().start);
  expect(token::open_brace);
  const scope change(*this, with_in(true));
  statements_until(made, token::close_brace);
  lexer_.next();
  finish(made);
  return made;
}

index parser::statement() {
  const depth_guard deeper(*this);
  switch (now().what) {
    case token::open_brace:
      return block();
    case token::semicolon:
      return leaf(kind::semicolon);
    case token::name:
      break;
    default:
      return expression_or_label();
  }
  switch (now().keyword) {
    case word::var_:
      return variables(false);
    case word::const_:
      if (typed_ && lexer_.peek().keyword == word::enum_) {
        const std::uint32_t start = now().start;
        lexer_.next();
        return enumeration(start);
      }
      return variables(false);
    case word::let_: {
      const lexer::state after = lexer_.peek();
      const bool declares = (after.what == token::name && after.keyword != word::in_ &&
                             after.keyword != word::instanceof_) ||
                            after.what == token::open_bracket || after.what == token::open_brace;
      return declares ? variables(false) : expression_or_label();
    }
    case word::function_:
      return function(true);
    case word::async_: {
      const lexer::state after = lexer_.peek();
      if (after.keyword == word::function_ && !after.line_break_before) return function(true);
      return expression_or_label();
    }
    case word::class_:
      return class_definition(kind::class_declaration, none, now().start);
    case word::if_:
      return if_statement();
    case word::for_:
      return for_statement();
    case word::while_:
    case word::do_:
    case word::with_:
      return simple_loop();
    case word::switch_:
      return switch_statement();
    case word::try_:
      return try_statement();
    case word::return_:
      return jump(kind::return_statement, false);
    case word::throw_:
      return jump(kind::throw_statement, true);
    case word::break_:
    case word::continue_:
    case word::debugger_: {
      const index made = make(kind::other, now().start);
      lexer_.next();
      if (is_identifier() && !now().line_break_before) lexer_.next();
      semicolon();
      finish(made);
      return made;
    }
    case word::import_: {
      const token after = lexer_.peek().what;
      if (after == token::open_parenthesis || after == token::dot) return expression_or_label();
      return import_declaration();
    }
    case word::export_:
      return export_declaration();
    case word::enum_:
      if (typed_) return enumeration(now().start);
      unexpected();
    default:
      break;
  }
  if (starts_declaration()) return typescript_declaration();
  return expression_or_label();
}

index parser::expression_or_label() {
  if (is_identifier() && lexer_.peek().what == token::colon) {
    const index made = make(kind::other, now().start);
    lexer_.next();
    lexer_.next();
    add(made, statement());
    finish(made);
    return made;
  }
  const index made = make(kind::expression_statement, now().start);
  add(made, expression());
  semicolon();
  finish(made);
  return made;
}

index parser::variables(bool in_for) {
  const index made =
      make(is(word::var_) ? kind::variable_declaration : kind::lexical_declaration, now().start);
  lexer_.next();
  return declarators(made, in_for);
}

index parser::declarators(index owner, bool in_for) {
  do {
    const index each = make(kind::variable_declarator, now().start);
    add(each, pattern());
    if (typed_ && is(token::exclamation)) add_leaf(each, kind::exclamation);
    annotation(each);
    if (is(token::equals)) {
      add_leaf(each, kind::equals);
      add(each, assignment());
    }
    finish(each);
    add(owner, each);
  } while (eat(token::comma));
  if (!in_for) semicolon();
  finish(owner);
  return owner;
}

index parser::if_statement() {
  const index made = make(kind::if_statement, now().start);
  lexer_.next();
  add(made, parenthesized());
  add(made, statement());
  if (eat(word::else_)) add(made, statement());
  finish(made);
  return made;
}

// while, do, with
index parser::simple_loop() {
  const index made = make(kind::loop_statement, now().start);
  const bool body_first = is(word::do_);
  lexer_.next();
  if (body_first) {
    add(made, statement());
    expect(word::while_);
    add(made, parenthesized());
    eat(token::semicolon);
  } else {
    add(made, parenthesized());
    add(made, statement());
  }
  finish(made);
  return made;
}

index parser::for_statement() {
  const index made = make(kind::for_statement, now().start);
  lexer_.next();
  if (is(word::await_)) add_leaf(made, kind::word_await);
  expect(token::open_parenthesis);
  const auto each_of = [&] { return is(word::of_) || is(word::in_); };
  {
    const scope change(*this, with_in(false));
    const lexer::state after = lexer_.peek();
    const bool is_let =
        is(word::let_) &&
        (after.what == token::open_bracket || after.what == token::open_brace ||
         (after.what == token::name && after.keyword != word::in_ && after.keyword != word::of_));
    const bool is_using = is(word::using_) && after.what == token::name &&
                          after.keyword != word::of_ && after.keyword != word::in_;
    if (is(token::semicolon)) {
    } else if (is_using || (is(word::await_) && after.keyword == word::using_)) {
      eat(word::await_);
      add_leaf(made, kind::word_using);
      lexer_.next();
    } else if (is(word::var_) || is(word::const_) || is_let) {
      const kind keyword = is(word::var_)     ? kind::word_var
                           : is(word::const_) ? kind::word_const
                                              : kind::word_let;
      const checkpoint start = mark();
      const index token_leaf = leaf(keyword);
      const index bound = pattern();
      if (each_of()) {
        add(made, token_leaf);
        add(made, bound);
      } else {
        rewind(start);
        const index declared = variables(true);
        // `for (var x: T of list)`, `for (var x = 1 in list)`
        add(made, declared);
      }
    } else {
      add(made, expression());
    }
  }
  if (each_of()) {
    drafts_[made].what = kind::for_in_statement;
    lexer_.next();
    add(made, expression());
  } else {
    expect(token::semicolon);
    if (!is(token::semicolon)) add(made, expression());
    expect(token::semicolon);
    if (!is(token::close_parenthesis)) add(made, expression());
  }
  expect(token::close_parenthesis);
  add(made, statement());
  finish(made);
  return made;
}

index parser::switch_statement() {
  const index made = make(kind::other, now().start);
  lexer_.next();
  add(made, parenthesized());
  const index body = make(kind::switch_body, now().start);
  expect(token::open_brace);
  while (!is(token::close_brace)) {
    const index each =
        make(is(word::case_) ? kind::switch_case : kind::switch_default, now().start);
    if (eat(word::case_)) {
      add(each, expression());
    } else {
      expect(word::default_);
    }
    expect(token::colon);
    while (!is(word::case_) && !is(word::default_) && !is(token::close_brace)) {
      add(each, statement());
    }
    finish(each);
    add(body, each);
  }
  lexer_.next();
  finish(body);
  add(made, body);
  finish(made);
  return made;
}

index parser::try_statement() {
  const index made = make(kind::other, now().start);
  lexer_.next();
  add(made, block());
  bool complete = false;
  if (is(word::catch_)) {
    complete = true;
    const index clause = make(kind::catch_clause, now().start);
    lexer_.next();
    if (eat(token::open_parenthesis)) {
      add(clause, pattern());
      annotation(clause);
      expect(token::close_parenthesis);
    }
    add(clause, block());
    finish(clause);
    add(made, clause);
  }
  if (eat(word::finally_)) {
    complete = true;
    add(made, block());
  }
  if (!complete) unexpected();
  finish(made);
  return made;
}

index parser::jump(kind what, bool value_required) {
  const index made = make(what, now().start);
  lexer_.next();
  if (value_required && now().line_break_before) unexpected();
  if (!at_statement_end()) add(made, expression());
  semicolon();
  finish(made);
  return made;
}

// The current word begins one of TypeScript's declarations, or `using`.
bool parser::starts_declaration() const {
  const lexer::state after = lexer_.peek();
  if (after.line_break_before) return false;
  const bool name_follows = after.what == token::name && !is_reserved(after.keyword);
  switch (now().keyword) {
    case word::using_:
      return name_follows && after.keyword != word::of_ && after.keyword != word::as_ &&
             after.keyword != word::satisfies_;
    case word::await_:
      if (after.keyword == word::using_) {
        lexer ahead = lexer_;
        ahead.next();
        ahead.next();
        return ahead.now().what == token::name && !ahead.now().line_break_before &&
               !is_reserved(ahead.now().keyword);
      }
      return false;
    case word::type_:
    case word::interface_:
      return typed_ && name_follows;
    case word::namespace_:
    case word::module_:
      return typed_ && (name_follows || (after.what == token::string && is(word::module_)));
    case word::abstract_:
      return typed_ && after.keyword == word::class_;
    case word::global_:
      return typed_ && context_.ambient && after.what == token::open_brace;
    case word::declare_:
      if (!typed_) return false;
      switch (after.keyword) {
        case word::var_:
        case word::let_:
        case word::const_:
        case word::function_:
        case word::async_:
        case word::class_:
        case word::abstract_:
        case word::enum_:
        case word::namespace_:
        case word::module_:
        case word::global_:
        case word::type_:
        case word::interface_:
        case word::import_:
        case word::using_:
          return true;
        default:
          return false;
      }
    default:
      return false;
  }
}

index parser::typescript_declaration() {
  switch (now().keyword) {
    case word::type_:
      return type_alias();
    case word::interface_:
      return interface();
    case word::abstract_: {
      const std::uint32_t start = now().start;
      const index abstract_word = leaf(kind::word_abstract);
      return class_definition(kind::abstract_class, abstract_word, start);
    }
    case word::declare_:
      return ambient();
    case word::using_:
    case word::await_:
      return using_declaration();
    default:
      return name_space();
  }
}

index parser::using_declaration() {
  const index made = make(kind::lexical_declaration, now().start);
  eat(word::await_);
  add_leaf(made, kind::word_using);
  return declarators(made, false);
}

index parser::type_alias() {
  const std::uint32_t start = now().start;
  lexer_.next();
  lexer_.next();
  if (is(token::less)) need(type_parameters());
  expect(token::equals);
  need(type());
  semicolon();
  return range(kind::type_declaration, start);
}

index parser::interface() {
  const std::uint32_t start = now().start;
  lexer_.next();
  lexer_.next();
  if (is(token::less)) need(type_parameters());
  if (eat(word::extends_)) {
    do {
      need(type());
    } while (eat(token::comma));
  }
  if (!is(token::open_brace)) unexpected();
  need(type_object());
  return range(kind::type_declaration, start);
}

// From `enum`.
index parser::enumeration(std::uint32_t start) {
  const index made = make(kind::enum_declaration, start);
  lexer_.next();
  if (!is_identifier()) unexpected();
  add_leaf(made, kind::identifier);
  const index body = make(kind::enum_body, now().start);
  if (!is(token::open_brace)) unexpected();
  add_leaf(body, kind::open_brace);
  while (!is(token::close_brace)) {
    const std::uint32_t at = now().start;
    const index name = property_key();
    if (is(token::equals)) {
      const index member = make(kind::enum_assignment, at);
      add(member, name);
      add_leaf(member, kind::equals);
      add(member, assignment());
      finish(member);
      add(body, member);
    } else {
      add(body, name);
    }
    if (!is(token::comma)) break;
    add_leaf(body, kind::comma);
  }
  if (!is(token::close_brace)) unexpected();
  add_leaf(body, kind::close_brace);
  finish(body);
  add(made, body);
  finish(made);
  return made;
}

// namespace A.B {}, module "x" {}, global {}
index parser::name_space() {
  const index made = make(kind::namespace_declaration, now().start);
  const bool global = is(word::global_);
  lexer_.next();
  if (!global) {
    if (is(token::string)) {
      lexer_.next();
    } else {
      do {
        if (!is(token::name)) unexpected();
        add_leaf(made, kind::identifier);
      } while (eat(token::dot));
    }
  }
  if (is(token::open_brace)) {
    context inside = context_;
    inside.function = false;
    const scope change(*this, inside);
    add(made, block());
  } else {
    semicolon();
  }
  finish(made);
  return made;
}

index parser::ambient() {
  const index made = make(kind::ambient_declaration, now().start);
  lexer_.next();
  context inside = context_;
  inside.ambient = true;
  const scope change(*this, inside);
  statement();
  finish(made);
  return made;
}

}  // namespace sluice::script::stripping
