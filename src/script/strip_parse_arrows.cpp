// Arrow functions, which only their `=>` tells from parentheses.
#include "script/strip_parser.hpp"

namespace sluice::script::stripping {

// Cheap: most parentheses are refused by their first two tokens.
bool parser::could_be_arrow() const {
  if (is(token::name) && !is(word::async_)) {
    if (is_reserved(now().keyword)) return false;
    const std::string_view source = lexer_.source();
    const std::size_t after = source.find_first_not_of(" \t", now().end);
    if (after == std::string_view::npos) return false;
    if (source[after] == '/') return lexer_.peek().what == token::arrow;
    return source[after] == '=' && source.substr(after, 2) == "=>";
  }
  if (!is(token::name) && !is(token::less) && !is(token::open_parenthesis)) return false;
  lexer ahead = lexer_;
  if (ahead.now().what == token::name) {
    ahead.next();
    if (ahead.now().what == token::arrow) return true;
    if (ahead.now().line_break_before) return false;
    if (ahead.now().what == token::name) return ahead.now().keyword != word::function_;
    return ahead.now().what == token::open_parenthesis || ahead.now().what == token::less;
  }
  if (ahead.now().what == token::less) {
    if (!typed_ || !jsx_) return typed_;
    // Among JSX only what no element can be.
    ahead.next();
    if (ahead.now().keyword == word::const_) ahead.next();
    ahead.next();
    return ahead.now().what == token::comma || ahead.now().what == token::equals ||
           ahead.now().keyword == word::extends_;
  }
  if (ahead.now().what != token::open_parenthesis) return false;
  ahead.next();
  switch (ahead.now().what) {
    case token::close_parenthesis:
    case token::ellipsis:
    case token::open_brace:
    case token::open_bracket:
    case token::at:
      return true;
    case token::name:
      break;
    default:
      return false;
  }
  if (is_reserved(ahead.now().keyword) && ahead.now().keyword != word::this_) return false;
  ahead.next();
  switch (ahead.now().what) {
    case token::colon:
    case token::comma:
    case token::equals:
    case token::question:
      return true;
    case token::close_parenthesis:
      ahead.next();
      return ahead.now().what == token::arrow || (typed_ && ahead.now().what == token::colon);
    case token::name:
      return typed_;  // a modifier, which only constructors may have
    default:
      return false;
  }
}

index parser::simple_arrow(bool async) {
  const index made = make(kind::arrow_function, now().start);
  if (async) add_leaf(made, kind::word_async);
  add_leaf(made, kind::identifier);
  if (!is(token::arrow) || now().line_break_before) unexpected();
  return arrow_rest(made, async);
}

// From `=>`.
index parser::arrow_rest(index arrow, bool async) {
  add_leaf(arrow, kind::arrow);
  if (is(token::open_brace)) {
    body_of(arrow, async, false);
  } else {
    context inside = context_;
    inside.async = async;
    inside.generator = false;
    inside.function = true;
    const scope change(*this, inside);
    add(arrow, assignment());
  }
  finish(arrow);
  return arrow;
}

index parser::try_arrow() {
  const std::uint32_t start = now().start;
  const bool async = is(word::async_) && lexer_.peek().what != token::arrow;
  if (is(token::name)) {
    const lexer::state after = lexer_.peek();
    if (!async) return simple_arrow(false);
    if (after.what == token::name) {
      lexer ahead = lexer_;
      ahead.next();
      ahead.next();
      return ahead.now().what == token::arrow ? simple_arrow(true) : none;
    }
  }
  if (not_arrows_.contains(start)) return none;
  const checkpoint before = mark();
  const context outer = context_;
  const int depth = depth_;
  const bool conditional_types = no_conditional_type_;
  bool sure = false;
  index made = none;
  try {
    made = make(kind::arrow_function, start);
    if (async) add_leaf(made, kind::word_async);
    {
      context inside = context_;
      inside.async = async;
      inside.function = true;
      const scope change(*this, inside);
      generics(made);
      add(made, formal_parameters());
    }
    const bool has_type = typed_ && is(token::colon);
    if (has_type) return_type(made);
    if (is(token::arrow) && (has_type || !now().line_break_before)) {
      sure = !has_type || !outer.before_colon;
      if (!sure) {
        // a ? (b) : c => d: the colon may be the conditional's.
        const index arrow = arrow_rest(made, async);
        if (is(token::colon)) return arrow;
      }
    }
  } catch (const syntax_error&) {
    context_ = outer;
    depth_ = depth;
    no_conditional_type_ = conditional_types;
  }
  if (sure) return arrow_rest(made, async);
  rewind(before);
  not_arrows_.insert(start);
  return none;
}

}  // namespace sluice::script::stripping
