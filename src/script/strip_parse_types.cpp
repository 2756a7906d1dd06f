// Types: skipped, token by token. Every function leaves the current token after what it skipped, or
// gives false at the token that is no type.
#include "script/strip_parser.hpp"

namespace sluice::script::stripping {

void parser::need(bool found) const {
  if (!found) unexpected();
}

bool parser::type() {
  const depth_guard deeper(*this);
  if (is_function_type()) return type_function();
  if (!type_union()) return false;
  if (no_conditional_type_ || !is(word::extends_) || now().line_break_before) return true;
  lexer_.next();
  no_conditional_type_ = true;
  const bool bound = type();
  no_conditional_type_ = false;
  return bound && eat(token::question) && type() && eat(token::colon) && type();
}

bool parser::type_union() {
  eat(token::bar);
  do {
    if (!type_intersection()) return false;
  } while (eat(token::bar));
  return true;
}

bool parser::type_intersection() {
  eat(token::ampersand);
  do {
    if (!(is_function_type() ? type_function() : type_operator())) return false;
  } while (eat(token::ampersand));
  return true;
}

bool parser::type_operator() {
  const depth_guard deeper(*this);
  if (is(word::keyof_) || is(word::unique_) || is(word::readonly_)) {
    const checkpoint start = mark();
    lexer_.next();
    if (type_operator()) return true;
    rewind(start);  // a type of that name
  } else if (is(word::infer_)) {
    const checkpoint start = mark();
    lexer_.next();
    if (is(token::name)) {
      lexer_.next();
      if (is(word::extends_)) {
        const checkpoint bound = mark();
        lexer_.next();
        const bool outer = std::exchange(no_conditional_type_, true);
        const bool found = type();
        no_conditional_type_ = outer;
        // `infer A extends B ? C : D` is a conditional type about A.
        if (!found || (!no_conditional_type_ && is(token::question))) rewind(bound);
      }
      return true;
    }
    rewind(start);
  }
  return type_postfix();
}

bool parser::type_postfix() {
  if (!type_primary()) return false;
  while (is(token::open_bracket) && !now().line_break_before) {
    lexer_.next();
    if (eat(token::close_bracket)) continue;
    const bool outer = std::exchange(no_conditional_type_, false);
    const bool found = type();
    no_conditional_type_ = outer;
    if (!found || !eat(token::close_bracket)) return false;
  }
  return true;
}

bool parser::type_primary() {
  switch (now().what) {
    case token::string:
    case token::number:
      lexer_.next();
      return true;
    case token::minus:
      lexer_.next();
      return eat(token::number);
    case token::backtick:
      return type_template();
    case token::open_brace:
      return type_object();
    case token::open_bracket:
      return type_tuple();
    case token::open_parenthesis: {
      lexer_.next();
      const bool outer = std::exchange(no_conditional_type_, false);
      const bool found = type();
      no_conditional_type_ = outer;
      return found && eat(token::close_parenthesis);
    }
    case token::name:
      break;
    default:
      return false;
  }
  switch (now().keyword) {
    case word::typeof_:
      return type_query();
    case word::import_:
      return type_import();
    case word::this_:
    case word::void_:
    case word::null_:
    case word::true_:
    case word::false_:
      lexer_.next();
      return true;
    default:
      return !is_reserved(now().keyword) && type_reference();
  }
}

// a.b.c<d>
bool parser::type_reference() {
  lexer_.next();
  while (is(token::dot)) {
    lexer_.next();
    if (!eat(token::name)) return false;
  }
  if ((is(token::less) || is(token::shift_left)) && !now().line_break_before) {
    return type_arguments();
  }
  return true;
}

// import("x", { with: {} }).y<z>
bool parser::type_import() {
  lexer_.next();
  return is(token::open_parenthesis) && skip_balanced() && [&] {
    while (eat(token::dot)) {
      if (!eat(token::name)) return false;
    }
    return !is(token::less) || now().line_break_before || type_arguments();
  }();
}

bool parser::type_query() {
  lexer_.next();
  if (is(word::import_)) return type_import();
  if (!eat(token::name)) return false;
  while (eat(token::dot)) {
    if (!eat(token::name) && !eat(token::private_name)) return false;
  }
  return !is(token::less) || now().line_break_before || type_arguments();
}

bool parser::type_template() {
  std::size_t at = now().start + 1;
  for (;;) {
    at = lexer_.template_chunk_end(at);
    if (lexer_.source()[at] == '`') break;
    lexer_.resume(at + 2);
    if (!type() || !is(token::close_brace)) return false;
    at = now().start + 1;
  }
  lexer_.resume(at + 1);
  return true;
}

bool parser::type_tuple() {
  const bool outer = std::exchange(no_conditional_type_, false);
  lexer_.next();
  bool found = true;
  while (found && !is(token::close_bracket)) {
    eat(token::ellipsis);
    if (is(token::name)) {
      // name: T, name?: T
      const checkpoint start = mark();
      lexer_.next();
      eat(token::question);
      if (!eat(token::colon)) rewind(start);
    }
    found = type();
    eat(token::question);
    if (!eat(token::comma)) break;
  }
  no_conditional_type_ = outer;
  return found && eat(token::close_bracket);
}

bool parser::type_object() {
  const bool outer = std::exchange(no_conditional_type_, false);
  lexer_.next();
  bool found = true;
  while (found && !is(token::close_brace)) {
    found = type_member();
    if (eat(token::semicolon) || eat(token::comma)) continue;
    if (!is(token::close_brace) && !now().line_break_before) found = false;
  }
  no_conditional_type_ = outer;
  return found && eat(token::close_brace);
}

bool parser::type_member() {
  const auto ends_name = [](token what) {
    return what == token::colon || what == token::question || what == token::open_parenthesis ||
           what == token::less || what == token::semicolon || what == token::comma ||
           what == token::close_brace || what == token::exclamation;
  };
  if (is(token::plus) || is(token::minus)) {
    lexer_.next();
    if (!is(word::readonly_)) return false;
  }
  // Modifiers, `get`, `set`: unless they are the member's name.
  while (is(word::readonly_) || is(word::get_) || is(word::set_) || is(word::static_) ||
         is(word::public_) || is(word::private_) || is(word::protected_)) {
    const lexer::state after = lexer_.peek();
    if (ends_name(after.what) || after.line_break_before) break;
    lexer_.next();
  }
  if (is(token::open_bracket)) {
    lexer_.next();
    const lexer::state after = lexer_.peek();
    if (is(token::name) && after.keyword == word::in_) {
      lexer_.next();
      lexer_.next();
      if (!type()) return false;
      if (eat(word::as_) && !type()) return false;
      if (!eat(token::close_bracket)) return false;
    } else if (is(token::name) && after.what == token::colon) {
      lexer_.next();
      lexer_.next();
      if (!type() || !eat(token::close_bracket)) return false;
    } else {
      int depth = 1;
      while (depth > 0) {
        if (is(token::end_of_file)) return false;
        if (is(token::open_bracket)) ++depth;
        if (is(token::close_bracket)) --depth;
        lexer_.next();
      }
    }
  } else if (is(token::name) || is(token::string) || is(token::number) || is(token::private_name)) {
    const bool construct = is(word::new_);
    lexer_.next();
    if (construct && (is(token::less) || is(token::open_parenthesis))) {
      return (!is(token::less) || type_parameters()) && type_parameter_list() &&
             (!eat(token::colon) || type_return());
    }
  } else if (!is(token::open_parenthesis) && !is(token::less)) {
    return false;
  }
  if (is(token::minus) || is(token::plus)) lexer_.next();
  eat(token::question);
  eat(token::exclamation);
  if (is(token::open_parenthesis) || is(token::less)) {
    return (!is(token::less) || type_parameters()) && type_parameter_list() &&
           (!eat(token::colon) || type_return());
  }
  return !eat(token::colon) || type();
}

bool parser::is_function_type() {
  if (is(token::less)) return true;
  if (is(word::new_)) return true;
  if (is(word::abstract_)) return lexer_.peek().keyword == word::new_;
  if (!is(token::open_parenthesis)) return false;
  const checkpoint start = mark();
  lexer_.next();
  bool found = false;
  if (is(token::close_parenthesis) || is(token::ellipsis)) {
    found = true;
  } else {
    while (is(word::public_) || is(word::private_) || is(word::protected_) || is(word::readonly_) ||
           is(word::override_)) {
      if (lexer_.peek().what != token::name) break;
      lexer_.next();
    }
    const bool named = is(token::name) && (!is_reserved(now().keyword) || is(word::this_));
    if (named) lexer_.next();
    if (named || ((is(token::open_brace) || is(token::open_bracket)) && skip_pattern())) {
      if (is(token::colon) || is(token::comma) || is(token::question) || is(token::equals)) {
        found = true;
      } else if (eat(token::close_parenthesis)) {
        found = is(token::arrow);
      }
    }
  }
  rewind(start);
  return found;
}

bool parser::type_function() {
  const depth_guard deeper(*this);
  eat(word::abstract_);
  eat(word::new_);
  if (is(token::less) && !type_parameters()) return false;
  if (!type_parameter_list() || !eat(token::arrow)) return false;
  // `A extends () => B extends C ? D : E ? F : G`: the result takes what it can.
  const bool outer = std::exchange(no_conditional_type_, false);
  const bool found = type_return();
  no_conditional_type_ = outer;
  return found;
}

// What follows `:` or `=>` of a function: also `x is T`, `asserts x`, `asserts x is T`.
bool parser::type_return() {
  const auto next_is_name = [&] {
    const lexer::state after = lexer_.peek();
    return after.what == token::name && !after.line_break_before &&
           (!is_reserved(after.keyword) || after.keyword == word::this_);
  };
  if (is(word::asserts_) && next_is_name() && lexer_.peek().keyword != word::is_) {
    lexer_.next();
    lexer_.next();
    return !is(word::is_) || now().line_break_before || (eat(word::is_) && type());
  }
  if (is(token::name) && lexer_.peek().keyword == word::is_ && !lexer_.peek().line_break_before) {
    lexer_.next();
    lexer_.next();
    return type();
  }
  return type();
}

bool parser::type_parameter_list() {
  if (!eat(token::open_parenthesis)) return false;
  const bool outer = std::exchange(no_conditional_type_, false);
  bool found = true;
  while (found && !is(token::close_parenthesis)) {
    eat(token::ellipsis);
    while (is(token::name) && lexer_.peek().what == token::name) lexer_.next();
    found = eat(token::name) || skip_pattern();
    eat(token::question);
    if (found && eat(token::colon)) found = type();
    if (!eat(token::comma)) break;
  }
  no_conditional_type_ = outer;
  return found && eat(token::close_parenthesis);
}

// <const T extends U = V, in out W>
bool parser::type_parameters() {
  if (!eat(token::less)) return false;
  const bool outer = std::exchange(no_conditional_type_, false);
  bool found = true;
  while (found && !is(token::greater)) {
    while (is(word::const_) || is(word::in_) || is(word::out_)) {
      // `out` may be the parameter's own name.
      const lexer::state after = lexer_.peek();
      if (after.what != token::name || after.keyword == word::extends_) break;
      lexer_.next();
    }
    found = eat(token::name);
    if (found && eat(word::extends_)) found = type();
    if (found && eat(token::equals)) found = type();
    if (!eat(token::comma)) break;
  }
  no_conditional_type_ = outer;
  return found && eat(token::greater);
}

bool parser::type_arguments() {
  if (is(token::shift_left)) lexer_.split_shift();
  if (!eat(token::less)) return false;
  const bool outer = std::exchange(no_conditional_type_, false);
  bool found = true;
  while (found && !is(token::greater)) {
    found = type();
    if (!eat(token::comma)) break;
  }
  no_conditional_type_ = outer;
  return found && eat(token::greater);
}

bool parser::skip_pattern() {
  return (is(token::open_brace) || is(token::open_bracket)) && skip_balanced();
}

bool parser::skip_balanced() {
  int depth = 0;
  do {
    switch (now().what) {
      case token::open_brace:
      case token::open_bracket:
      case token::open_parenthesis:
        ++depth;
        break;
      case token::close_brace:
      case token::close_bracket:
      case token::close_parenthesis:
        --depth;
        break;
      case token::end_of_file:
      case token::backtick:
        return false;
      default:
        break;
    }
    lexer_.next();
  } while (depth > 0);
  return true;
}

}  // namespace sluice::script::stripping
