// Classes and their members.
#include "script/strip_parser.hpp"

namespace sluice::script::stripping {

void parser::decorator(index owner) {
  const index made = make(kind::decorator, now().start);
  lexer_.next();
  add(made, left_hand_side());
  finish(made);
  add(owner, made);
}

index parser::decorators_then_class() {
  const index made = make(kind::class_expression, now().start);
  while (is(token::at)) decorator(made);
  // The passes refuse it at the first decorator; what is decorated only has to be read.
  add(made, is(word::export_) || is(word::abstract_)
                ? statement()
                : class_definition(kind::class_expression, none, now().start));
  finish(made);
  return made;
}

// From `class`.
index parser::class_definition(kind what, index abstract_word, std::uint32_t start) {
  const depth_guard deeper(*this);
  const index made = make(what, start);
  if (abstract_word != none) add(made, abstract_word);
  add_leaf(made, kind::word_class);
  const bool named =
      is_identifier() && !(is(word::implements_) && typed_ && lexer_.peek().what == token::name);
  if (named) add_leaf(made, kind::type_name);
  generics(made);
  heritage(made);
  add(made, class_body());
  finish(made);
  return made;
}

void parser::heritage(index owner) {
  if (is(word::extends_)) {
    const index made = make(kind::class_heritage, now().start);
    const index clause = make(kind::extends_clause, now().start);
    lexer_.next();
    add(clause, left_hand_side());
    if (typed_ && is(token::less)) {
      const std::uint32_t start = now().start;
      need(type_arguments());
      add(clause, range(kind::type_arguments, start));
    }
    finish(clause);
    add(made, clause);
    finish(made);
    add(owner, made);
  }
  if (typed_ && is(word::implements_)) {
    const std::uint32_t start = now().start;
    lexer_.next();
    do {
      need(type());
    } while (eat(token::comma));
    add(owner, range(kind::implements_clause, start));
  }
}

index parser::class_body() {
  const index made = make(kind::class_body, now().start);
  expect(token::open_brace);
  context inside;
  inside.ambient = context_.ambient;
  inside.function = true;
  const scope change(*this, inside);
  while (!is(token::close_brace)) {
    if (eat(token::semicolon)) continue;
    add(made, class_member());
  }
  lexer_.next();
  finish(made);
  return made;
}

// The current word goes with the name after it.
bool parser::is_modifier() const {
  switch (now().keyword) {
    case word::public_:
    case word::private_:
    case word::protected_:
    case word::override_:
    case word::readonly_:
    case word::abstract_:
    case word::declare_:
    case word::accessor_:
      if (!typed_ && !is(word::accessor_)) return false;
      break;
    case word::static_:
    case word::get_:
    case word::set_:
    case word::async_:
    case word::const_:
      break;
    default:
      return false;
  }
  const lexer::state after = lexer_.peek();
  const bool next_line_too = is(word::static_) || is(word::get_) || is(word::set_);
  if (after.line_break_before && !next_line_too) return false;
  switch (after.what) {
    case token::name:
    case token::string:
    case token::number:
    case token::private_name:
    case token::open_bracket:
    case token::star:
      return true;
    case token::open_brace:
      return is(word::static_);
    default:
      return false;
  }
}

// [key: string]: T
bool parser::is_index_signature() const {
  if (!typed_ || !is(token::open_bracket)) return false;
  lexer ahead = lexer_;
  ahead.next();
  if (ahead.now().what != token::name) return false;
  ahead.next();
  return ahead.now().what == token::colon;
}

index parser::class_member() {
  const depth_guard deeper(*this);
  const std::uint32_t start = now().start;
  const index made = make(kind::field, start);
  while (is(token::at)) decorator(made);
  bool async = false;
  while (is_modifier()) {
    switch (now().keyword) {
      case word::static_:
        if (lexer_.peek().what == token::open_brace) {
          lexer_.next();
          drafts_[made].what = kind::static_block;
          context inside;
          inside.function = true;
          const scope change(*this, inside);
          add(made, block());
          finish(made);
          return made;
        }
        add_leaf(made, kind::word_static);
        break;
      case word::public_:
      case word::private_:
      case word::protected_:
        add_leaf(made, kind::accessibility);
        break;
      case word::override_:
        add_leaf(made, kind::override_modifier);
        break;
      case word::readonly_:
        add_leaf(made, kind::word_readonly);
        break;
      case word::abstract_:
        add_leaf(made, kind::word_abstract);
        break;
      case word::declare_:
        add_leaf(made, kind::word_declare);
        break;
      case word::accessor_:
        add_leaf(made, kind::word_accessor);
        break;
      case word::async_:
        async = true;
        add_leaf(made, kind::word_async);
        break;
      default:
        add_leaf(made, kind::other);
        break;
    }
  }
  if (is_index_signature()) {
    lexer_.next();
    lexer_.next();
    lexer_.next();
    need(type());
    expect(token::close_bracket);
    if (eat(token::colon)) need(type());
    semicolon();
    drafts_[made].what = kind::member_signature;
    clear_children(made);
    finish(made);
    return made;
  }
  const bool generator = is(token::star);
  if (generator) add_leaf(made, kind::asterisk);
  add(made, property_key());
  if (typed_ && is(token::question)) add_leaf(made, kind::question);
  if (typed_ && is(token::exclamation)) add_leaf(made, kind::exclamation);

  if (is(token::open_parenthesis) || (typed_ && is(token::less))) {
    drafts_[made].what = kind::method;
    signature(made, async, generator);
    if (typed_ && !is(token::open_brace) && at_statement_end()) {
      semicolon();
      drafts_[made].what = kind::member_signature;
      clear_children(made);
    } else {
      body_of(made, async, generator);
    }
    finish(made);
    return made;
  }
  annotation(made);
  if (is(token::equals)) {
    add_leaf(made, kind::equals);
    add(made, assignment());
  }
  finish(made);
  if (!at_statement_end()) unexpected();
  eat(token::semicolon);
  return made;
}

}  // namespace sluice::script::stripping
