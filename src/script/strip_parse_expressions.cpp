// Expressions, with TypeScript's additions: casts, `!`, type arguments.
#include "script/strip_parser.hpp"

namespace sluice::script::stripping {

index parser::expression() {
  const index first = assignment();
  if (!is(token::comma)) return first;
  const index made = wrap(kind::sequence, first);
  while (eat(token::comma)) add(made, assignment());
  finish(made);
  return made;
}

index parser::assignment() {
  const depth_guard deeper(*this);
  if (is(word::yield_) && context_.generator) return yield_expression();
  if (could_be_arrow()) {
    if (const index arrow = try_arrow(); arrow != none) return arrow;
  }
  const index left = conditional();
  if (!is(token::equals) && !is(token::assign)) {
    if (!is(token::greater)) return left;
    const lexer::state greater = now();
    lexer_.rescan_greater();
    if (!is(token::assign)) {
      lexer_.restore(greater);
      return left;
    }
  }
  const index made = wrap(is(token::equals) ? kind::assignment : kind::augmented_assignment, left);
  lexer_.next();
  add(made, assignment());
  finish(made);
  return made;
}

index parser::conditional() {
  const index condition = binary(0);
  if (!is(token::question)) return condition;
  const index made = wrap(kind::ternary, condition);
  lexer_.next();
  {
    context inside = context_;
    inside.in_operator = true;
    inside.before_colon = true;
    const scope change(*this, inside);
    add(made, assignment());
  }
  expect(token::colon);
  add(made, assignment());
  finish(made);
  return made;
}

// The precedence of the current token as a binary operator, 0 where it is none. Reads on what `>`
// begins.
int parser::binary_precedence() {
  if (is(token::greater)) lexer_.rescan_greater();
  switch (now().what) {
    case token::question_question:
      return 1;
    case token::or_or:
      return 2;
    case token::and_and:
      return 3;
    case token::bar:
      return 4;
    case token::caret:
      return 5;
    case token::ampersand:
      return 6;
    case token::equality:
      return 7;
    case token::less:
    case token::less_equals:
    case token::greater:
    case token::greater_equals:
      return 8;
    case token::shift_left:
    case token::shift_right:
    case token::shift_right_unsigned:
      return 9;
    case token::plus:
    case token::minus:
      return 10;
    case token::star:
    case token::slash:
    case token::percent:
      return 11;
    case token::star_star:
      return 12;
    case token::name:
      break;
    default:
      return 0;
  }
  switch (now().keyword) {
    case word::instanceof_:
      return 8;
    case word::in_:
      return context_.in_operator ? 8 : 0;
    case word::as_:
    case word::satisfies_:
      return typed_ && !now().line_break_before ? 8 : 0;
    default:
      return 0;
  }
}

index parser::binary(int minimum) {
  index left = unary();
  for (;;) {
    const lexer::state before = now();
    const int precedence = binary_precedence();
    if (precedence <= minimum) {
      lexer_.restore(before);
      return left;
    }
    if (is(word::as_) || is(word::satisfies_)) {
      const bool as = is(word::as_);
      left = wrap(as ? kind::as_expression : kind::satisfies_expression, left);
      add_leaf(left, as ? kind::word_as : kind::word_satisfies);
      const std::uint32_t start = now().start;
      if (!(as && eat(word::const_))) need(type());
      add(left, range(kind::bare_type, start));
      finish(left);
      continue;
    }
    left = wrap(kind::binary, left);
    const bool right_first = is(token::star_star);
    add_leaf(left, is(token::plus) ? kind::plus : kind::other);
    add(left, binary(right_first ? precedence - 1 : precedence));
    finish(left);
  }
}

index parser::unary() {
  switch (now().what) {
    case token::exclamation:
    case token::tilde:
    case token::plus:
    case token::minus:
    case token::plus_plus:
    case token::minus_minus: {
      const depth_guard deeper(*this);
      const bool update = is(token::plus_plus) || is(token::minus_minus);
      const index made = make(update ? kind::update : kind::unary, now().start);
      lexer_.next();
      add(made, unary());
      finish(made);
      return made;
    }
    case token::less:
      if (typed_ && !jsx_) return type_assertion();
      return postfix();
    case token::name:
      break;
    default:
      return postfix();
  }
  if (is(word::typeof_) || is(word::void_) || is(word::delete_)) {
    const depth_guard deeper(*this);
    const index made = make(kind::unary, now().start);
    lexer_.next();
    add(made, unary());
    finish(made);
    return made;
  }
  if (is(word::await_) && is_await()) return await_expression();
  return postfix();
}

// In a script `await` may be a name; in a module, outside functions, it is an operator.
bool parser::is_await() const {
  if (context_.async) return true;
  const lexer::state after = lexer_.peek();
  if (after.line_break_before) return false;
  switch (after.what) {
    case token::name:
      return after.keyword != word::in_ && after.keyword != word::of_ &&
             after.keyword != word::instanceof_ && after.keyword != word::as_ &&
             after.keyword != word::satisfies_;
    case token::number:
    case token::string:
    case token::open_brace:
    case token::backtick:
      return true;
    case token::open_parenthesis:
    case token::open_bracket:
      return !context_.function;
    default:
      return false;
  }
}

index parser::await_expression() {
  const depth_guard deeper(*this);
  const index made = make(kind::await_expression, now().start);
  lexer_.next();
  add(made, unary());
  finish(made);
  return made;
}

index parser::yield_expression() {
  const index made = make(kind::yield_expression, now().start);
  lexer_.next();
  if (!now().line_break_before) {
    const bool delegates = eat(token::star);
    const bool ends = at_statement_end() || is(token::close_parenthesis) ||
                      is(token::close_bracket) || is(token::comma) || is(token::colon) ||
                      is(word::in_) || is(word::of_);
    if (delegates || !ends) add(made, assignment());
  }
  finish(made);
  return made;
}

index parser::type_assertion() {
  const depth_guard deeper(*this);
  const index made = make(kind::type_assertion, now().start);
  const std::uint32_t start = now().start;
  lexer_.next();
  need((is(word::const_) && eat(word::const_)) || type());
  expect(token::greater);
  add(made, range(kind::type_arguments, start));
  add(made, unary());
  finish(made);
  return made;
}

index parser::postfix() {
  const index value = left_hand_side();
  if ((is(token::plus_plus) || is(token::minus_minus)) && !now().line_break_before) {
    const index made = wrap(kind::update, value);
    lexer_.next();
    finish(made);
    return made;
  }
  return value;
}

index parser::left_hand_side() {
  return member_chain(primary(), true);
}

// After `<`: type arguments of a call, a template or an instantiation, or a comparison after all.
bool parser::try_type_arguments(index& value, bool calls) {
  const checkpoint start = mark();
  const std::uint32_t at = now().start;
  if (!type_arguments()) {
    rewind(start);
    return false;
  }
  const auto follows = [&] {
    switch (now().what) {
      case token::open_parenthesis:
      case token::backtick:
        return true;
      case token::less:
      case token::greater:
      case token::plus:
      case token::minus:
        return false;
      case token::name:
        return now().line_break_before || is(word::in_) || is(word::instanceof_) || is(word::as_) ||
               is(word::satisfies_);
      case token::number:
      case token::string:
      case token::open_bracket:
      case token::open_brace:
      case token::exclamation:
      case token::tilde:
      case token::plus_plus:
      case token::minus_minus:
      case token::private_name:
      case token::at:
        return now().line_break_before;
      default:
        return true;
    }
  }();
  if (!follows) {
    rewind(start);
    return false;
  }
  const index arguments_of_type = range(kind::type_arguments, at);
  // new A<B>(): the parentheses are left to new_expression().
  const bool called = (is(token::open_parenthesis) && calls) || is(token::backtick);
  value = wrap(called ? kind::call : kind::instantiation, value);
  add(value, arguments_of_type);
  if (called) add(value, is(token::backtick) ? template_literal() : arguments());
  finish(value);
  return true;
}

index parser::member_chain(index value, bool calls) {
  for (;;) {
    switch (now().what) {
      case token::dot:
        value = wrap(kind::member, value);
        lexer_.next();
        if (!is(token::name) && !is(token::private_name)) unexpected();
        add_leaf(value, kind::property_name);
        break;
      case token::question_dot: {
        if (!calls) unexpected();
        lexer_.next();
        if (is(token::open_parenthesis)) {
          value = wrap(kind::call, value);
          add(value, arguments());
        } else if (is(token::open_bracket)) {
          value = wrap(kind::subscript, value);
          lexer_.next();
          const scope change(*this, with_in(true));
          add(value, expression());
          expect(token::close_bracket);
        } else if (typed_ && (is(token::less) || is(token::shift_left))) {
          value = wrap(kind::call, value);
          const std::uint32_t start = now().start;
          need(type_arguments());
          add(value, range(kind::type_arguments, start));
          add(value, arguments());
        } else if (is(token::backtick)) {
          unexpected();
        } else {
          value = wrap(kind::member, value);
          if (!is(token::name) && !is(token::private_name)) unexpected();
          add_leaf(value, kind::property_name);
        }
        break;
      }
      case token::open_bracket: {
        value = wrap(kind::subscript, value);
        lexer_.next();
        const scope change(*this, with_in(true));
        add(value, expression());
        expect(token::close_bracket);
        break;
      }
      case token::open_parenthesis:
        if (!calls) return value;
        value = wrap(kind::call, value);
        add(value, arguments());
        break;
      case token::backtick:
        value = wrap(kind::call, value);
        add(value, template_literal());
        break;
      case token::exclamation:
        if (!typed_ || now().line_break_before) return value;
        value = wrap(kind::non_null, value);
        add_leaf(value, kind::exclamation);
        break;
      case token::less:
      case token::shift_left:
        if (!typed_ || !try_type_arguments(value, calls)) return value;
        if (!calls && drafts_[value].what == kind::instantiation) return value;
        break;
      default:
        return value;
    }
    finish(value);
  }
}

index parser::new_expression() {
  const depth_guard deeper(*this);
  const index made = make(kind::new_expression, now().start);
  lexer_.next();
  if (eat(token::dot)) {
    // new.target
    drafts_[made].what = kind::meta_property;
    lexer_.next();
    finish(made);
    return made;
  }
  const index constructor = is(word::new_) ? new_expression() : primary();
  add(made, member_chain(constructor, false));
  if (is(token::open_parenthesis)) add(made, arguments());
  finish(made);
  return made;
}

index parser::arguments() {
  const index made = make(kind::arguments, now().start);
  expect(token::open_parenthesis);
  const scope change(*this, with_in(true));
  while (!is(token::close_parenthesis)) {
    add(made, element());
    if (!is(token::close_parenthesis)) expect(token::comma);
  }
  lexer_.next();
  finish(made);
  return made;
}

}  // namespace sluice::script::stripping
