// Functions, their parameters and binding patterns; and what all parts of the parser share.
#include "base/text.hpp"
#include "script/strip_parser.hpp"

namespace sluice::script::stripping {

parser::depth_guard::depth_guard(parser& of) : of_(of) {
  constexpr int deepest = 1500;
  if (++of_.depth_ > deepest) of_.fail(of_.now().start, "nested too deeply");
}

index parser::make(kind what, std::uint32_t start) {
  drafts_.push_back({start, start, none, none, none, what});
  return static_cast<index>(drafts_.size() - 1);
}

void parser::add(index parent, index child) {
  draft& to = drafts_[parent];
  if (to.last == none) {
    to.first = child;
  } else {
    drafts_[to.last].sibling = child;
  }
  to.last = child;
}

index parser::wrap(kind what, index child) {
  const index made = make(what, drafts_[child].start);
  add(made, child);
  return made;
}

index parser::leaf(kind what) {
  const index made = make(what, now().start);
  drafts_[made].end = now().end;
  lexer_.next();
  return made;
}

index parser::range(kind what, std::uint32_t start) {
  const index made = make(what, start);
  finish(made);
  return made;
}

bool parser::eat(token what) {
  if (!is(what)) return false;
  lexer_.next();
  return true;
}

bool parser::eat(word what) {
  if (!is(what)) return false;
  lexer_.next();
  return true;
}

void parser::expect(token what) {
  if (!eat(what)) unexpected();
}

void parser::expect(word what) {
  if (!eat(what)) unexpected();
}

void parser::unexpected() const {
  fail(now().start, {});
}

void parser::fail(std::size_t offset, std::string message) const {
  throw syntax_error{offset, std::move(message)};
}

bool parser::at_statement_end() const {
  return is(token::semicolon) || is(token::close_brace) || is(token::end_of_file) ||
         now().line_break_before;
}

void parser::semicolon() {
  if (!at_statement_end()) unexpected();
  eat(token::semicolon);
}

void parser::annotation(index owner) {
  if (!typed_ || !is(token::colon)) return;
  const std::uint32_t start = now().start;
  lexer_.next();
  need(type());
  add(owner, range(kind::type_annotation, start));
}

void parser::return_type(index owner) {
  if (!typed_ || !is(token::colon)) return;
  const std::uint32_t start = now().start;
  lexer_.next();
  need(type_return());
  add(owner, range(kind::type_annotation, start));
}

void parser::generics(index owner) {
  if (!typed_ || !is(token::less)) return;
  const std::uint32_t start = now().start;
  need(type_parameters());
  add(owner, range(kind::type_parameters, start));
}

parser::context parser::of_function(bool async, bool generator) {
  context made;
  made.async = async;
  made.generator = generator;
  made.function = true;
  return made;
}

void parser::signature(index owner, bool async, bool generator) {
  const scope change(*this, of_function(async, generator));
  generics(owner);
  add(owner, formal_parameters());
  return_type(owner);
}

void parser::body_of(index owner, bool async, bool generator) {
  const scope change(*this, of_function(async, generator));
  add(owner, block());
}

// From `async` or `function`.
index parser::function(bool statement) {
  const std::uint32_t start = now().start;
  const index made =
      make(statement ? kind::function_declaration : kind::function_expression, start);
  const bool async = is(word::async_);
  if (async) add_leaf(made, kind::word_async);
  if (!is(word::function_)) unexpected();
  add_leaf(made, kind::other);
  const bool generator = is(token::star);
  if (generator) {
    add_leaf(made, kind::asterisk);
    drafts_[made].what = statement ? kind::generator_declaration : kind::generator_function;
  }
  if (is_identifier()) add_leaf(made, kind::identifier);
  signature(made, async, generator);
  if (typed_ && statement && !is(token::open_brace) && at_statement_end()) {
    // An overload, or an ambient function.
    semicolon();
    drafts_[made].what = kind::function_signature;
    finish(made);
    clear_children(made);
    return made;
  }
  body_of(made, async, generator);
  finish(made);
  return made;
}

index parser::formal_parameters() {
  const index made = make(kind::formal_parameters, now().start);
  expect(token::open_parenthesis);
  const scope change(*this, with_in(true));
  while (!is(token::close_parenthesis)) {
    add(made, parameter());
    if (!is(token::comma)) break;
    add_leaf(made, kind::comma);
  }
  expect(token::close_parenthesis);
  finish(made);
  return made;
}

index parser::parameter() {
  const index made = make(kind::required_parameter, now().start);
  while (is(token::at)) decorator(made);
  while (typed_ && is(token::name)) {
    const bool access = is(word::public_) || is(word::private_) || is(word::protected_);
    if (!access && !is(word::readonly_) && !is(word::override_)) break;
    const token after = lexer_.peek().what;
    if (after != token::name && after != token::open_brace && after != token::open_bracket) break;
    add_leaf(made, access                ? kind::accessibility
                   : is(word::readonly_) ? kind::word_readonly
                                         : kind::override_modifier);
  }
  if (typed_ && is(word::this_)) {
    add_leaf(made, kind::self);
  } else if (is(token::ellipsis)) {
    add(made, rest());
  } else {
    add(made, pattern());
  }
  if (typed_ && is(token::question)) {
    add_leaf(made, kind::question);
    drafts_[made].what = kind::optional_parameter;
  }
  annotation(made);
  if (is(token::equals)) {
    add_leaf(made, kind::equals);
    add(made, assignment());
  }
  finish(made);
  return made;
}

index parser::pattern() {
  const depth_guard deeper(*this);
  if (is(token::open_brace)) return object_pattern();
  if (is(token::open_bracket)) return array_pattern();
  if (!is_identifier()) unexpected();
  return leaf(kind::identifier);
}

// `...` and what takes the rest.
index parser::rest() {
  const index made = make(kind::rest_pattern, now().start);
  lexer_.next();
  add(made, pattern());
  finish(made);
  return made;
}

index parser::pattern_with_default() {
  const index left = pattern();
  if (!is(token::equals)) return left;
  const index made = wrap(kind::assignment_pattern, left);
  lexer_.next();
  add(made, assignment());
  finish(made);
  return made;
}

index parser::array_pattern() {
  const index made = make(kind::array_pattern, now().start);
  lexer_.next();
  const scope change(*this, with_in(true));
  while (!is(token::close_bracket)) {
    if (eat(token::comma)) continue;
    if (is(token::ellipsis)) {
      add(made, rest());
    } else {
      add(made, pattern_with_default());
    }
    if (!is(token::close_bracket)) expect(token::comma);
  }
  lexer_.next();
  finish(made);
  return made;
}

index parser::object_pattern() {
  const index made = make(kind::object_pattern, now().start);
  lexer_.next();
  const scope change(*this, with_in(true));
  while (!is(token::close_brace)) {
    if (is(token::ellipsis)) {
      add(made, rest());
    } else if (is_identifier() && lexer_.peek().what != token::colon) {
      const index name = leaf(kind::shorthand_pattern);
      if (is(token::equals)) {
        const index with_default = wrap(kind::object_assignment_pattern, name);
        lexer_.next();
        add(with_default, assignment());
        finish(with_default);
        add(made, with_default);
      } else {
        add(made, name);
      }
    } else {
      const index pair = make(kind::pair_pattern, now().start);
      add(pair, property_key());
      expect(token::colon);
      add(pair, pattern_with_default());
      finish(pair);
      add(made, pair);
    }
    if (!is(token::close_brace)) expect(token::comma);
  }
  lexer_.next();
  finish(made);
  return made;
}

}  // namespace sluice::script::stripping
