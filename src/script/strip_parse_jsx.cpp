// JSX: read to its end, and not evaluated.
#include "script/strip_parser.hpp"

namespace sluice::script::stripping {

index parser::jsx() {
  const depth_guard deeper(*this);
  const std::uint32_t start = now().start;
  jsx_element();
  // The element's own `>` was the last token read.
  const index made = make(kind::jsx, start);
  drafts_[made].end = now().end;
  lexer_.next();
  return made;
}

// From `<`, to the `>` that ends the element: that is left as the current token.
void parser::jsx_element() {
  const depth_guard deeper(*this);
  expect(token::less);
  if (!is(token::greater)) {
    jsx_name();
    if (typed_ && is(token::less)) need(type_arguments());
    jsx_attributes();
    if (eat(token::slash)) {
      if (!is(token::greater)) unexpected();
      return;
    }
  }
  if (!is(token::greater)) unexpected();
  jsx_children();
}

// a-b, a:b, a.b; a hyphen may stand in each part.
void parser::jsx_name() {
  for (;;) {
    if (!is(token::name)) unexpected();
    std::size_t end = now().end;
    const std::string_view source = lexer_.source();
    while (end < source.size() &&
           (source[end] == '-' || is_name_part(static_cast<unsigned char>(source[end])))) {
      ++end;
    }
    lexer_.resume(end);
    if (!eat(token::dot) && !eat(token::colon)) return;
  }
}

void parser::jsx_braces() {
  const scope change(*this, with_in(true));
  lexer_.next();
  if (is(token::close_brace)) return;
  eat(token::ellipsis);
  expression();
  if (!is(token::close_brace)) unexpected();
}

void parser::jsx_attributes() {
  while (is(token::name) || is(token::open_brace)) {
    if (is(token::open_brace)) {
      jsx_braces();
      lexer_.next();
      continue;
    }
    jsx_name();
    if (!is(token::equals)) continue;
    // A string here has no escapes and may span lines.
    const std::string_view source = lexer_.source();
    const std::size_t at = source.find_first_not_of(" \t\r\n", now().end);
    if (at != std::string_view::npos && (source[at] == '"' || source[at] == '\'')) {
      const std::size_t close = source.find(source[at], at + 1);
      if (close == std::string_view::npos) fail(at, "a string that is not closed");
      lexer_.resume(close + 1);
      continue;
    }
    lexer_.next();
    if (is(token::open_brace)) {
      jsx_braces();
      lexer_.next();
    } else {
      jsx_element();
      lexer_.next();
    }
  }
}

// From the `>` of the opening tag, to the `>` of the closing one.
void parser::jsx_children() {
  const std::string_view source = lexer_.source();
  std::size_t at = now().end;
  for (;;) {
    at = source.find_first_of("<{", at);
    if (at == std::string_view::npos) fail(source.size(), "an element that is not closed");
    lexer_.resume(at);
    if (is(token::open_brace)) {
      jsx_braces();
    } else if (lexer_.peek().what == token::slash) {
      lexer_.next();
      lexer_.next();
      if (!is(token::greater)) jsx_name();
      if (!is(token::greater)) unexpected();
      return;
    } else {
      jsx_element();
    }
    at = now().end;
  }
}

}  // namespace sluice::script::stripping
