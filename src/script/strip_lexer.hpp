// The tokens of TypeScript and JavaScript, one at a time. The parser decides what only it can know:
// whether `/` begins a regular expression, whether `>` closes type arguments, where a template goes
// on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sluice::script::stripping {

enum class token : std::uint8_t {
  end_of_file,
  name,  // identifiers and keywords: see word
  private_name,
  number,
  string,
  backtick,
  regex,
  open_brace,
  close_brace,
  open_parenthesis,
  close_parenthesis,
  open_bracket,
  close_bracket,
  semicolon,
  comma,
  dot,
  ellipsis,
  question,
  question_dot,
  question_question,
  colon,
  equals,
  arrow,
  plus,
  minus,
  star,
  slash,
  percent,
  star_star,
  plus_plus,
  minus_minus,
  less,
  less_equals,
  shift_left,
  greater,  // always alone: rescan_greater() gives what it may begin
  greater_equals,
  shift_right,
  shift_right_unsigned,
  ampersand,
  bar,
  caret,
  exclamation,
  tilde,
  and_and,
  or_or,
  equality,  // == != === !==
  assign,    // += and its kin
  at,
};

// The words that mean something somewhere.
enum class word : std::uint8_t {
  identifier,
  // reserved: never an identifier
  break_,
  case_,
  catch_,
  class_,
  const_,
  continue_,
  debugger_,
  default_,
  delete_,
  do_,
  else_,
  enum_,
  export_,
  extends_,
  false_,
  finally_,
  for_,
  function_,
  if_,
  import_,
  in_,
  instanceof_,
  new_,
  null_,
  return_,
  super_,
  switch_,
  this_,
  throw_,
  true_,
  try_,
  typeof_,
  var_,
  void_,
  while_,
  with_,
  // contextual: identifiers elsewhere
  abstract_,
  accessor_,
  as_,
  asserts_,
  assert_,
  async_,
  await_,
  declare_,
  from_,
  get_,
  global_,
  implements_,
  infer_,
  interface_,
  is_,
  keyof_,
  let_,
  module_,
  namespace_,
  of_,
  out_,
  override_,
  private_,
  protected_,
  public_,
  readonly_,
  require_,
  satisfies_,
  set_,
  static_,
  type_,
  unique_,
  using_,
  yield_,
};

constexpr bool is_reserved(word what) {
  return what != word::identifier && what < word::abstract_;
}

// Where a file does not parse.
struct syntax_error {
  std::size_t offset;
  std::string message;
};

class lexer {
 public:
  explicit lexer(std::string_view source);

  struct state {
    token what = token::end_of_file;
    word keyword = word::identifier;
    bool line_break_before = false;
    std::uint32_t start = 0;
    std::uint32_t end = 0;
    std::uint32_t previous_end = 0;  // of the token before
  };
  const state& now() const { return now_; }
  void restore(const state& to) { now_ = to; }

  void next();
  // The next token, without moving to it.
  state peek() const;
  // The current token, read again as what it may begin.
  void rescan_greater();
  void rescan_regex();
  // Splits `<<` so that `<` can open type arguments.
  void split_shift();
  // Moves to raw text: the next token starts at or after `at`.
  void resume(std::size_t at);

  // From after a backtick or after a substitution's `}`: the position of the closing backtick or
  // of `${`.
  std::size_t template_chunk_end(std::size_t from) const;

  std::string_view source() const { return source_; }
  std::string_view text() const { return source_.substr(now_.start, now_.end - now_.start); }

 private:
  char at(std::size_t position) const {
    return position < source_.size() ? source_[position] : '\0';
  }
  std::size_t skip_blank(std::size_t from, bool& line_break) const;
  void scan_name();
  void scan_number();
  void scan_string(char quote);
  void scan_punctuator();
  void take(token what, std::uint32_t length) {
    now_.what = what;
    now_.end = now_.start + length;
  }
  [[noreturn]] void fail(std::size_t offset, const char* message) const;

  std::string_view source_;
  state now_;
};

// A quick test on raw bytes: part of an identifier.
bool is_name_part(unsigned char c);

}  // namespace sluice::script::stripping
