// import and export.
#include "script/strip_parser.hpp"

namespace sluice::script::stripping {

// A name between braces: `a`, `default`, `"string name"`.
index parser::module_name() {
  if (is(token::string)) return leaf(kind::string);
  if (!is(token::name)) unexpected();
  return leaf(kind::identifier);
}

// `a`, `a as b`, `type a`, `type a as b`; and `type` itself may be the name.
index parser::specifier(kind what) {
  const index made = make(what, now().start);
  const bool type_first = typed_ && is(word::type_);
  const index first = module_name();
  const auto name_follows = [&] { return is(token::name) || is(token::string); };
  if (type_first && is(word::as_)) {
    const index as = module_name();
    if (is(word::as_)) {
      const index second_as = module_name();
      if (name_follows()) {  // type as as x
        drafts_[first].what = kind::word_type;
        add(made, first);
        add(made, as);
        add(made, module_name());
      } else {  // type as as
        add(made, first);
        add(made, second_as);
      }
    } else if (name_follows()) {  // type as x
      add(made, first);
      add(made, module_name());
    } else {  // type as
      drafts_[first].what = kind::word_type;
      add(made, first);
      add(made, as);
    }
  } else {
    add(made, first);
    if (type_first && name_follows()) {
      drafts_[first].what = kind::word_type;
      add(made, module_name());
    }
    if (eat(word::as_)) add(made, module_name());
  }
  finish(made);
  return made;
}

void parser::named(index owner, kind list, kind what) {
  const index made = make(list, now().start);
  expect(token::open_brace);
  while (!is(token::close_brace)) {
    add(made, specifier(what));
    if (!is(token::comma)) break;
    add_leaf(made, kind::comma);
  }
  expect(token::close_brace);
  finish(made);
  add(owner, made);
}

void parser::attributes(index statement) {
  if (!is(word::with_) && !(is(word::assert_) && !now().line_break_before)) return;
  const std::uint32_t start = now().start;
  lexer_.next();
  if (!is(token::open_brace) || !skip_balanced()) unexpected();
  add(statement, range(kind::import_attribute, start));
}

void parser::from(index statement) {
  expect(word::from_);
  if (!is(token::string)) unexpected();
  add_leaf(statement, kind::string);
  attributes(statement);
}

void parser::import_clause(index statement) {
  const index made = make(kind::import_clause, now().start);
  if (is_identifier()) {
    add_leaf(made, kind::identifier);
    if (!eat(token::comma)) {
      finish(made);
      add(statement, made);
      return;
    }
  }
  if (is(token::star)) {
    const index whole = make(kind::namespace_import, now().start);
    lexer_.next();
    expect(word::as_);
    if (!is_identifier()) unexpected();
    add_leaf(whole, kind::identifier);
    finish(whole);
    add(made, whole);
  } else {
    named(made, kind::named_imports, kind::import_specifier);
  }
  finish(made);
  add(statement, made);
}

index parser::import_declaration() {
  const index made = make(kind::import_statement, now().start);
  lexer_.next();
  if (is(token::string)) {
    add_leaf(made, kind::string);
    attributes(made);
    semicolon();
    finish(made);
    return made;
  }
  if (typed_ && is(word::type_)) {
    // `type` may be what is imported: import type from "x", import type, {a} from "x"
    lexer ahead = lexer_;
    ahead.next();
    bool only_type = ahead.now().what == token::open_brace || ahead.now().what == token::star;
    if (ahead.now().what == token::name) {
      only_type = ahead.now().keyword != word::from_;
      if (!only_type) {
        ahead.next();
        only_type = ahead.now().keyword == word::from_ || ahead.now().what == token::equals;
      }
    }
    if (only_type) add_leaf(made, kind::word_type);
  }
  if (typed_ && is_identifier() && lexer_.peek().what == token::equals) {
    const index name = leaf(kind::identifier);
    lexer_.next();
    if (is(word::require_) && lexer_.peek().what == token::open_parenthesis) {
      const index clause = wrap(kind::import_require, name);
      lexer_.next();
      lexer_.next();
      if (!is(token::string)) unexpected();
      add_leaf(clause, kind::string);
      expect(token::close_parenthesis);
      finish(clause);
      add(made, clause);
    } else {
      drafts_[made].what = kind::import_alias;
      add(made, name);
      index value = none;
      if (!is_identifier()) unexpected();
      value = leaf(kind::identifier);
      while (eat(token::dot)) {
        value = wrap(kind::member, value);
        if (!is(token::name)) unexpected();
        add_leaf(value, kind::property_name);
        finish(value);
      }
      add(made, value);
    }
    semicolon();
    finish(made);
    return made;
  }
  import_clause(made);
  from(made);
  semicolon();
  finish(made);
  return made;
}

void parser::export_default(index statement_) {
  add_leaf(statement_, kind::word_default);
  const lexer::state after = lexer_.peek();
  if (is(word::function_) ||
      (is(word::async_) && after.keyword == word::function_ && !after.line_break_before)) {
    add(statement_, function(true));
  } else if (is(word::class_)) {
    add(statement_, class_definition(kind::class_declaration, none, now().start));
  } else if (typed_ && is(word::abstract_) && after.keyword == word::class_) {
    add(statement_, typescript_declaration());
  } else if (typed_ && is(word::interface_) && after.what == token::name &&
             !after.line_break_before) {
    add(statement_, interface());
  } else {
    add(statement_, assignment());
    semicolon();
  }
}

index parser::export_declaration() {
  const index made = make(kind::export_statement, now().start);
  add_leaf(made, kind::word_export);
  if (typed_ && is(word::type_)) {
    const token after = lexer_.peek().what;
    if (after == token::open_brace || after == token::star) add_leaf(made, kind::word_type);
  }
  if (is(word::default_)) {
    export_default(made);
  } else if (is(token::star)) {
    const std::uint32_t start = now().start;
    lexer_.next();
    if (eat(word::as_)) {
      const index whole = make(kind::namespace_export, start);
      add(whole, module_name());
      finish(whole);
      add(made, whole);
    } else {
      add(made, range(kind::asterisk, start));
    }
    from(made);
    semicolon();
  } else if (is(token::open_brace)) {
    named(made, kind::export_clause, kind::export_specifier);
    if (is(word::from_)) from(made);
    semicolon();
  } else if (typed_ && is(token::equals)) {
    add_leaf(made, kind::equals);
    add(made, expression());
    semicolon();
  } else if (typed_ && is(word::as_)) {
    // export as namespace X
    add_leaf(made, kind::word_as);
    expect(word::namespace_);
    expect(token::name);
    semicolon();
  } else if (is(word::import_)) {
    add(made, import_declaration());
  } else if (is(token::at)) {
    add(made, decorators_then_class());
  } else {
    const index declared = statement();
    const kind what = drafts_[declared].what;
    if (what == kind::expression_statement || what == kind::other || what == kind::semicolon ||
        what == kind::block) {
      fail(drafts_[declared].start, {});
    }
    add(made, declared);
  }
  finish(made);
  return made;
}

}  // namespace sluice::script::stripping
