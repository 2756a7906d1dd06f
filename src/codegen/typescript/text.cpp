#include "codegen/typescript/text.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "codegen/typescript/letters.hpp"

namespace sluice::codegen::typescript {

namespace {

constexpr std::array<std::string_view, 49> reserved_words{
    "arguments", "await",      "break",   "case",    "catch",      "class",     "const",
    "continue",  "debugger",   "default", "delete",  "do",         "else",      "enum",
    "eval",      "export",     "extends", "false",   "finally",    "for",       "function",
    "if",        "implements", "import",  "in",      "instanceof", "interface", "let",
    "new",       "null",       "package", "private", "protected",  "public",    "return",
    "static",    "super",      "switch",  "this",    "throw",      "true",      "try",
    "typeof",    "undefined",  "var",     "void",    "while",      "with",      "yield"};

std::string quoted(std::string_view text, char mark) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(text.size() + 2);
  out += mark;
  for (const char c : text) {
    if (c == mark || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      const auto code = static_cast<unsigned char>(c);
      out += "\\x";
      out += digits[code >> 4U];
      out += digits[code & 15U];
    } else {
      out += c;
    }
  }
  return out += mark;
}

bool may_begin(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}

}  // namespace

std::string single_quoted(std::string_view text) {
  return quoted(text, '\'');
}
std::string double_quoted(std::string_view text) {
  return quoted(text, '"');
}

std::string sql_template(std::string_view sql) {
  std::string out = "sql`";
  out.reserve(sql.size() + 5);
  for (std::size_t at = 0; at < sql.size(); at++) {
    const char c = sql[at];
    if (c == '\r') {
      out += "\\r";  // a template keeps line feeds alone
      continue;
    }
    if (c == '\\' || c == '`' || (c == '$' && sql.substr(at + 1, 1) == "{")) out += '\\';
    out += c;
  }
  return out += '`';
}

bool is_plain(std::string_view name) {
  return !name.empty() && may_begin(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return may_begin(c) || (c >= '0' && c <= '9'); });
}

bool is_reserved(std::string_view word) {
  return std::binary_search(reserved_words.begin(), reserved_words.end(), word);
}

std::string property_key(std::string_view name) {
  return is_plain(name) ? std::string(name) : double_quoted(name);
}

std::string property_access(std::string_view object, std::string_view name) {
  return is_plain(name) ? concat(object, ".", name) : concat(object, "[", double_quoted(name), "]");
}

std::string identifier(std::string_view name) {
  std::string out;
  for (const char32_t point : code_points(name)) {
    const bool is_sign = point == U'_' || point == U'$';
    if (is_sign || is_letter(point) || (is_digit(point) && !out.empty())) {
      append_utf8(out, point);
    } else {
      out += '_';
      if (is_digit(point)) append_utf8(out, point);
    }
  }
  if (out.empty() || is_reserved(out)) out += '_';
  return out;
}

std::string capitalised(std::string_view name) {
  std::u32string points = code_points(name);
  if (!points.empty()) points[0] = upper(points[0]);
  return utf8(points);
}

}  // namespace sluice::codegen::typescript
