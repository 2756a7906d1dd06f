// The scanner of strip_lexer.hpp.
#include "script/strip_lexer.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace sluice::script::stripping {
namespace {

const std::unordered_map<std::string_view, word>& words() {
  static const std::unordered_map<std::string_view, word> table = {
      {"break", word::break_},
      {"case", word::case_},
      {"catch", word::catch_},
      {"class", word::class_},
      {"const", word::const_},
      {"continue", word::continue_},
      {"debugger", word::debugger_},
      {"default", word::default_},
      {"delete", word::delete_},
      {"do", word::do_},
      {"else", word::else_},
      {"enum", word::enum_},
      {"export", word::export_},
      {"extends", word::extends_},
      {"false", word::false_},
      {"finally", word::finally_},
      {"for", word::for_},
      {"function", word::function_},
      {"if", word::if_},
      {"import", word::import_},
      {"in", word::in_},
      {"instanceof", word::instanceof_},
      {"new", word::new_},
      {"null", word::null_},
      {"return", word::return_},
      {"super", word::super_},
      {"switch", word::switch_},
      {"this", word::this_},
      {"throw", word::throw_},
      {"true", word::true_},
      {"try", word::try_},
      {"typeof", word::typeof_},
      {"var", word::var_},
      {"void", word::void_},
      {"while", word::while_},
      {"with", word::with_},
      {"abstract", word::abstract_},
      {"accessor", word::accessor_},
      {"as", word::as_},
      {"asserts", word::asserts_},
      {"assert", word::assert_},
      {"async", word::async_},
      {"await", word::await_},
      {"declare", word::declare_},
      {"from", word::from_},
      {"get", word::get_},
      {"global", word::global_},
      {"implements", word::implements_},
      {"infer", word::infer_},
      {"interface", word::interface_},
      {"is", word::is_},
      {"keyof", word::keyof_},
      {"let", word::let_},
      {"module", word::module_},
      {"namespace", word::namespace_},
      {"of", word::of_},
      {"out", word::out_},
      {"override", word::override_},
      {"private", word::private_},
      {"protected", word::protected_},
      {"public", word::public_},
      {"readonly", word::readonly_},
      {"require", word::require_},
      {"satisfies", word::satisfies_},
      {"set", word::set_},
      {"static", word::static_},
      {"type", word::type_},
      {"unique", word::unique_},
      {"using", word::using_},
      {"yield", word::yield_},
  };
  return table;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The length of a Unicode space, or 0; line separators set the flag.
std::size_t wide_space(std::string_view text, bool& line_break) {
  if (text.starts_with("\xC2\xA0")) return 2;
  if (text.starts_with("\xEF\xBB\xBF") || text.starts_with("\xE3\x80\x80") ||
      text.starts_with("\xE1\x9A\x80") || text.starts_with("\xE2\x81\x9F") ||
      text.starts_with("\xE2\x80\xAF")) {
    return 3;
  }
  if (text.starts_with("\xE2\x80") && text.size() > 2) {
    const auto last = static_cast<unsigned char>(text[2]);
    if (last == 0xA8 || last == 0xA9) {
      line_break = true;
      return 3;
    }
    if (last >= 0x80 && last <= 0x8A) return 3;
  }
  return 0;
}

}  // namespace

bool is_name_part(unsigned char c) {
  static const std::array<bool, 256> table = [] {
    std::array<bool, 256> made{};
    for (unsigned i = 0; i < 256; ++i) {
      made[i] = (i >= 'a' && i <= 'z') || (i >= 'A' && i <= 'Z') || (i >= '0' && i <= '9') ||
                i == '_' || i == '$' || i >= 0x80;
    }
    return made;
  }();
  return table[c];
}

lexer::lexer(std::string_view source) : source_(source) {
  if (source.starts_with("#!")) {
    now_.end = static_cast<std::uint32_t>(std::min(source.find('\n'), source.size()));
  }
  next();
}

void lexer::fail(std::size_t offset, const char* message) const {
  throw syntax_error{offset, message};
}

std::size_t lexer::skip_blank(std::size_t from, bool& line_break) const {
  for (;;) {
    const char c = at(from);
    if (c == ' ' || c == '\t' || c == '\v' || c == '\f') {
      ++from;
    } else if (c == '\n' || c == '\r') {
      line_break = true;
      ++from;
    } else if (c == '/' && at(from + 1) == '/') {
      from = std::min(source_.find_first_of("\r\n", from), source_.size());
    } else if (c == '/' && at(from + 1) == '*') {
      const std::size_t close = source_.find("*/", from + 2);
      if (close == std::string_view::npos) fail(from, "a comment that is not closed");
      line_break =
          line_break || source_.substr(from, close - from).find('\n') != std::string_view::npos;
      from = close + 2;
    } else if ((static_cast<unsigned char>(c) & 0x80U) != 0) {
      const std::size_t length = wide_space(source_.substr(from, 3), line_break);
      if (length == 0) return from;
      from += length;
    } else {
      return from;
    }
  }
}

void lexer::resume(std::size_t position) {
  now_.end = static_cast<std::uint32_t>(position);
  next();
}

lexer::state lexer::peek() const {
  lexer ahead = *this;
  ahead.next();
  return ahead.now_;
}

void lexer::next() {
  now_.previous_end = now_.end;
  now_.line_break_before = false;
  now_.keyword = word::identifier;
  now_.start = static_cast<std::uint32_t>(skip_blank(now_.end, now_.line_break_before));
  if (now_.start >= source_.size()) {
    now_.start = static_cast<std::uint32_t>(source_.size());
    take(token::end_of_file, 0);
    return;
  }
  const char c = source_[now_.start];
  if (is_digit(c) || (c == '.' && is_digit(at(now_.start + 1)))) {
    scan_number();
  } else if (is_name_part(static_cast<unsigned char>(c)) || c == '\\') {
    scan_name();
  } else if (c == '\'' || c == '"') {
    scan_string(c);
  } else {
    scan_punctuator();
  }
}

void lexer::scan_name() {
  std::size_t end = now_.start;
  bool escaped = false;
  for (;;) {
    if (is_name_part(static_cast<unsigned char>(at(end)))) {
      bool ignored = false;
      if ((static_cast<unsigned char>(at(end)) & 0x80U) != 0 &&
          wide_space(source_.substr(end, 3), ignored) != 0) {
        break;
      }
      ++end;
    } else if (at(end) == '\\' && at(end + 1) == 'u') {
      escaped = true;
      end += 2;
      if (at(end) == '{') end = std::min(source_.find('}', end), source_.size() - 1) + 1;
    } else {
      break;
    }
  }
  if (end == now_.start) fail(end, "unexpected \"\\\"");
  take(token::name, static_cast<std::uint32_t>(end - now_.start));
  const char first = source_[now_.start];
  const std::size_t length = end - now_.start;
  if (!escaped && first >= 'a' && first <= 'y' && length >= 2 && length <= 10) {
    const auto found = words().find(text());
    if (found != words().end()) now_.keyword = found->second;
  }
}

void lexer::scan_number() {
  std::size_t end = now_.start;
  const char kind = static_cast<char>(at(end + 1) | 0x20);
  if (at(end) == '0' && (kind == 'x' || kind == 'o' || kind == 'b')) {
    end += 2;
    while (is_name_part(static_cast<unsigned char>(at(end)))) ++end;
  } else {
    bool point_allowed = true;
    for (;; ++end) {
      const char c = at(end);
      const bool exponent = c == 'e' || c == 'E';
      if (exponent && (at(end + 1) == '+' || at(end + 1) == '-')) ++end;
      if (c == '.' ? !point_allowed : !is_name_part(static_cast<unsigned char>(c))) break;
      if (c == '.' || exponent) point_allowed = false;
    }
  }
  take(token::number, static_cast<std::uint32_t>(end - now_.start));
}

void lexer::scan_string(char quote) {
  for (std::size_t end = now_.start + 1;; ++end) {
    const char c = at(end);
    if (c == quote) {
      take(token::string, static_cast<std::uint32_t>(end + 1 - now_.start));
      return;
    }
    if (c == '\\') {
      ++end;
      if (at(end) == '\r' && at(end + 1) == '\n') ++end;
    } else if (c == '\n' || end >= source_.size()) {
      fail(now_.start, "a string that is not closed");
    }
  }
}

std::size_t lexer::template_chunk_end(std::size_t from) const {
  for (;; ++from) {
    const char c = at(from);
    if (c == '`' || (c == '$' && at(from + 1) == '{')) return from;
    if (c == '\\') {
      ++from;
    } else if (from >= source_.size()) {
      fail(now_.start, "a template that is not closed");
    }
  }
}

void lexer::rescan_regex() {
  bool in_class = false;
  for (std::size_t end = now_.start + 1;; ++end) {
    const char c = at(end);
    if (c == '\n' || end >= source_.size())
      fail(now_.start, "a regular expression without its end");
    if (c == '\\') {
      ++end;
    } else if (c == '[') {
      in_class = true;
    } else if (c == ']') {
      in_class = false;
    } else if (c == '/' && !in_class) {
      ++end;
      while (is_name_part(static_cast<unsigned char>(at(end)))) ++end;
      take(token::regex, static_cast<std::uint32_t>(end - now_.start));
      return;
    }
  }
}

void lexer::split_shift() {
  take(token::less, 1);
}

void lexer::rescan_greater() {
  const std::string_view rest = source_.substr(now_.start, 4);
  if (rest.starts_with(">>>=")) return take(token::assign, 4);
  if (rest.starts_with(">>>")) return take(token::shift_right_unsigned, 3);
  if (rest.starts_with(">>=")) return take(token::assign, 3);
  if (rest.starts_with(">>")) return take(token::shift_right, 2);
  if (rest.starts_with(">=")) return take(token::greater_equals, 2);
}

void lexer::scan_punctuator() {
  const std::string_view rest = source_.substr(now_.start, 4);
  const auto is = [&](std::string_view text) { return rest.starts_with(text); };
  switch (rest[0]) {
    case '{':
      return take(token::open_brace, 1);
    case '}':
      return take(token::close_brace, 1);
    case '(':
      return take(token::open_parenthesis, 1);
    case ')':
      return take(token::close_parenthesis, 1);
    case '[':
      return take(token::open_bracket, 1);
    case ']':
      return take(token::close_bracket, 1);
    case ';':
      return take(token::semicolon, 1);
    case ',':
      return take(token::comma, 1);
    case '~':
      return take(token::tilde, 1);
    case '@':
      return take(token::at, 1);
    case ':':
      return take(token::colon, 1);
    case '`':
      return take(token::backtick, 1);
    case '.':
      return is("...") ? take(token::ellipsis, 3) : take(token::dot, 1);
    case '?':
      if (is("\?\?=")) return take(token::assign, 3);
      if (is("??")) return take(token::question_question, 2);
      if (is("?.") && !is_digit(at(now_.start + 2))) return take(token::question_dot, 2);
      return take(token::question, 1);
    case '=':
      if (is("===")) return take(token::equality, 3);
      if (is("==")) return take(token::equality, 2);
      return is("=>") ? take(token::arrow, 2) : take(token::equals, 1);
    case '!':
      if (is("!==")) return take(token::equality, 3);
      return is("!=") ? take(token::equality, 2) : take(token::exclamation, 1);
    case '+':
      if (is("++")) return take(token::plus_plus, 2);
      return is("+=") ? take(token::assign, 2) : take(token::plus, 1);
    case '-':
      if (is("--")) return take(token::minus_minus, 2);
      return is("-=") ? take(token::assign, 2) : take(token::minus, 1);
    case '*':
      if (is("**=")) return take(token::assign, 3);
      if (is("**")) return take(token::star_star, 2);
      return is("*=") ? take(token::assign, 2) : take(token::star, 1);
    case '/':
      return is("/=") ? take(token::assign, 2) : take(token::slash, 1);
    case '%':
      return is("%=") ? take(token::assign, 2) : take(token::percent, 1);
    case '^':
      return is("^=") ? take(token::assign, 2) : take(token::caret, 1);
    case '&':
      if (is("&&=")) return take(token::assign, 3);
      if (is("&&")) return take(token::and_and, 2);
      return is("&=") ? take(token::assign, 2) : take(token::ampersand, 1);
    case '|':
      if (is("||=")) return take(token::assign, 3);
      if (is("||")) return take(token::or_or, 2);
      return is("|=") ? take(token::assign, 2) : take(token::bar, 1);
    case '<':
      if (is("<<=")) return take(token::assign, 3);
      if (is("<<")) return take(token::shift_left, 2);
      return is("<=") ? take(token::less_equals, 2) : take(token::less, 1);
    case '>':
      return take(token::greater, 1);
    case '#': {
      std::uint32_t length = 1;
      while (is_name_part(static_cast<unsigned char>(at(now_.start + length)))) ++length;
      if (length > 1) return take(token::private_name, length);
      break;
    }
    default:
      break;
  }
  fail(now_.start, "");
}

}  // namespace sluice::script::stripping
