// Primary expressions: literals, objects, names.
#include "script/strip_parser.hpp"

namespace sluice::script::stripping {

// import("x"), import.meta
index parser::import_expression() {
  const std::uint32_t start = now().start;
  const index word = leaf(kind::import_function);
  if (is(token::dot)) {
    lexer_.next();
    if (lexer_.text() != "meta") unexpected();
    lexer_.next();
    return range(kind::meta_property, start);
  }
  if (!is(token::open_parenthesis)) unexpected();
  return word;
}

index parser::primary() {
  switch (now().what) {
    case token::name:
      return name_or_arrow();
    case token::number:
      return leaf(kind::number);
    case token::string:
      return leaf(kind::string);
    case token::backtick:
      return template_literal();
    case token::open_parenthesis:
      return parenthesized();
    case token::open_bracket:
      return array();
    case token::open_brace:
      return object();
    case token::slash:
    case token::assign:
      if (lexer_.text()[0] != '/') unexpected();
      lexer_.rescan_regex();
      return leaf(kind::other);
    case token::private_name:
      return leaf(kind::private_name);  // #x in object
    case token::at:
      return decorators_then_class();
    case token::less:
      if (jsx_) return jsx();
      unexpected();
    default:
      unexpected();
  }
}

index parser::name_or_arrow() {
  switch (now().keyword) {
    case word::this_:
      return leaf(kind::self);
    case word::super_:
      return leaf(kind::super);
    case word::null_:
    case word::true_:
    case word::false_:
      return leaf(kind::other);
    case word::function_:
      return function(false);
    case word::class_:
      return class_definition(kind::class_expression, none, now().start);
    case word::new_:
      return new_expression();
    case word::import_:
      return import_expression();
    case word::async_: {
      const lexer::state after = lexer_.peek();
      if (after.keyword == word::function_ && !after.line_break_before) return function(false);
      return leaf(kind::identifier);
    }
    default:
      if (is_reserved(now().keyword)) unexpected();
      return leaf(kind::identifier);
  }
}

index parser::parenthesized() {
  const index made = make(kind::parenthesized, now().start);
  lexer_.next();
  const scope change(*this, with_in(true));
  add(made, expression());
  expect(token::close_parenthesis);
  finish(made);
  return made;
}

// An argument, or what stands in an array; a spread in an object is the same.
index parser::element() {
  if (!is(token::ellipsis)) return assignment();
  const index made = make(kind::spread, now().start);
  lexer_.next();
  add(made, assignment());
  finish(made);
  return made;
}

index parser::array() {
  const index made = make(kind::array, now().start);
  lexer_.next();
  const scope change(*this, with_in(true));
  while (!is(token::close_bracket)) {
    if (eat(token::comma)) continue;
    add(made, element());
    if (!is(token::close_bracket)) expect(token::comma);
  }
  lexer_.next();
  finish(made);
  return made;
}

index parser::template_literal() {
  const index made = make(kind::template_string, now().start);
  const scope change(*this, with_in(true));
  std::size_t at = now().start + 1;
  for (;;) {
    at = lexer_.template_chunk_end(at);
    if (lexer_.source()[at] == '`') break;
    lexer_.resume(at + 2);
    add(made, expression());
    if (!is(token::close_brace)) unexpected();
    at = now().start + 1;
  }
  drafts_[made].end = static_cast<std::uint32_t>(at + 1);
  lexer_.resume(at + 1);
  return made;
}

// A property's name in an object, a class or a pattern: only a computed one matters to passes.
index parser::property_key() {
  if (is(token::open_bracket)) {
    const index made = make(kind::computed_name, now().start);
    lexer_.next();
    const scope change(*this, with_in(true));
    add(made, assignment());
    expect(token::close_bracket);
    finish(made);
    return made;
  }
  if (is(token::name)) return leaf(kind::property_name);
  if (is(token::string)) return leaf(kind::string);
  if (is(token::number)) return leaf(kind::number);
  if (is(token::private_name)) return leaf(kind::private_name);
  unexpected();
}

index parser::object() {
  const index made = make(kind::object, now().start);
  lexer_.next();
  const scope change(*this, with_in(true));
  while (!is(token::close_brace)) {
    add(made, object_member());
    if (!is(token::close_brace)) expect(token::comma);
  }
  lexer_.next();
  finish(made);
  return made;
}

index parser::object_member() {
  if (is(token::ellipsis)) return element();
  const auto ends_name = [](token what) {
    return what == token::comma || what == token::colon || what == token::open_parenthesis ||
           what == token::close_brace || what == token::equals || what == token::less;
  };
  const index made = make(kind::pair, now().start);
  bool async = false;
  bool accessor = false;
  if ((is(word::async_) || is(word::get_) || is(word::set_)) && !ends_name(lexer_.peek().what)) {
    async = is(word::async_);
    accessor = !async;
    add_leaf(made, async ? kind::word_async : kind::other);
  }
  const bool generator = is(token::star);
  if (generator) add_leaf(made, kind::asterisk);
  const bool plain = !async && !accessor && !generator && is_identifier();
  const index name = property_key();
  if (is(token::open_parenthesis) || (typed_ && is(token::less))) {
    drafts_[made].what = kind::method;
    add(made, name);
    signature(made, async, generator);
    body_of(made, async, generator);
    finish(made);
    return made;
  }
  if (eat(token::colon)) {
    add(made, name);
    add(made, assignment());
    finish(made);
    return made;
  }
  if (!plain) unexpected();
  drafts_[name].what = kind::shorthand_property;
  if (!is(token::equals)) return name;
  // { a = 1 }: only where the object turns out to be a pattern.
  const index with_default = wrap(kind::object_assignment_pattern, name);
  lexer_.next();
  add(with_default, assignment());
  finish(with_default);
  return with_default;
}

}  // namespace sluice::script::stripping
