#include "data/registry_edit.hpp"

#include <algorithm>
#include <cctype>

#include "base/text.hpp"

namespace sluice::data {

namespace {

constexpr std::string_view blank = " \t\r\n";

bool is_word(char letter) {
  return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_' || letter == '$';
}

// Where the whole word stands, from a place on.
std::size_t find_word(std::string_view code, std::string_view word, std::size_t from = 0) {
  for (std::size_t at = code.find(word, from); at != std::string_view::npos;
       at = code.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool begins = at == 0 || !is_word(code[at - 1]);
    if (begins && (end == code.size() || !is_word(code[end]))) return at;
  }
  return std::string_view::npos;
}

// The bracket that opens the list which the variable is declared with.
std::size_t list_of(std::string_view code, std::string_view name) {
  for (const std::string_view keyword : {"const", "let", "var"}) {
    for (std::size_t at = find_word(code, keyword); at != std::string_view::npos;
         at = find_word(code, keyword, at + 1)) {
      const std::size_t word = code.find_first_not_of(blank, at + keyword.size());
      if (word == std::string_view::npos || find_word(code, name, word) != word) continue;
      const std::size_t equals = code.find('=', word);
      if (equals == std::string_view::npos) continue;
      const std::size_t open = code.find_first_not_of(blank, equals + 1);
      if (open != std::string_view::npos && code[open] == '[') return open;
    }
  }
  return std::string_view::npos;
}

std::size_t default_list(std::string_view code) {
  constexpr std::string_view words = "export default";
  const std::size_t at = code.find(words);
  if (at == std::string_view::npos) return at;
  const std::size_t begin = code.find_first_not_of(blank, at + words.size());
  if (begin == std::string_view::npos || code[begin] == '[') return begin;
  std::size_t end = begin;
  while (end < code.size() && is_word(code[end])) ++end;
  return list_of(code, code.substr(begin, end - begin));
}

std::size_t closing(std::string_view code, std::size_t open) {
  int depth = 0;
  for (std::size_t at = open; at < code.size(); ++at) {
    if (code[at] == '[' || code[at] == '{' || code[at] == '(') ++depth;
    if (code[at] == ']' || code[at] == '}' || code[at] == ')') --depth;
    if (depth == 0) return at;
  }
  return std::string_view::npos;
}

}  // namespace

std::string code_of(std::string_view text) {
  std::string out(text);
  const auto hide = [&](std::size_t from, std::size_t to) {
    for (std::size_t at = from; at < std::min(to, out.size()); ++at) {
      if (out[at] != '\n') out[at] = ' ';
    }
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    std::size_t end = at + 1;
    if (rest.starts_with("//")) {
      end = std::min(text.find('\n', at), text.size());
      hide(at, end);
    } else if (rest.starts_with("/*")) {
      end = std::min(text.find("*/", at + 2), text.size() - 2) + 2;
      hide(at, end);
    } else if (text[at] == '\'' || text[at] == '"' || text[at] == '`') {
      while (end < text.size() && text[end] != text[at]) end += text[end] == '\\' ? 2 : 1;
      hide(at + 1, end);
      ++end;
    }
    at = end;
  }
  return out;
}

std::string with_import(const std::string& text, const std::string& line) {
  const std::string code = code_of(text);
  std::size_t after = 0;
  for (std::size_t at = find_word(code, "import"); at != std::string::npos;
       at = find_word(code, "import", at + 1)) {
    if (at > 0 && code[at - 1] != '\n') continue;
    // Up to the quote that ends the module's name.
    const std::size_t open = code.find_first_of("'\"", at);
    const std::size_t close = open == std::string::npos ? open : code.find(code[open], open + 1);
    if (close == std::string::npos) break;
    const std::size_t end = code.find('\n', close);
    after = end == std::string::npos ? code.size() : end + 1;
  }
  std::string out = text;
  const bool needs_end = after > 0 && text[after - 1] != '\n';
  out.insert(after, concat(needs_end ? "\n" : "", line, "\n"));
  return out;
}

std::optional<std::string> with_element(const std::string& text, const std::string& name,
                                        const std::string& element) {
  const std::string code = code_of(text);
  const std::size_t open = name.empty() ? default_list(code) : list_of(code, name);
  if (open == std::string::npos) return std::nullopt;
  const std::size_t close = closing(code, open);
  if (close == std::string::npos) return std::nullopt;
  const std::size_t last = code.find_last_not_of(blank, close - 1);
  const bool has_elements = last != open;
  const std::string comma = has_elements && code[last] != ',' ? "," : "";
  std::string out = text;
  const std::size_t line = text.rfind('\n', close);
  const bool on_one_line = line == std::string::npos || line < open;
  if (on_one_line && has_elements) {
    out.insert(last + 1, concat(comma, " ", element));
    return out;
  }
  if (on_one_line) {
    out.insert(open + 1, concat("\n  ", element, ",\n"));
    return out;
  }
  out.insert(line + 1, concat("  ", element, ",\n"));
  out.insert(last + 1, comma);
  return out;
}

char quote_of(std::string_view text) {
  const auto singles = std::count(text.begin(), text.end(), '\'');
  const auto doubles = std::count(text.begin(), text.end(), '"');
  return doubles > singles ? '"' : '\'';
}

std::string variable_for(std::string_view title, std::string_view text) {
  std::string out;
  bool raise = false;
  for (const char letter : title) {
    if (!is_word(letter) || letter == '_') {
      raise = !out.empty();
      continue;
    }
    out += raise ? to_upper(std::string_view(&letter, 1)) : std::string(1, letter);
    raise = false;
  }
  constexpr std::string_view reserved =
      " break case catch class const continue debugger default delete do else enum export extends "
      "false finally for function if import in instanceof new null return super switch this throw "
      "true try typeof var void while with yield let static await async ";
  if (out.empty() || std::isdigit(static_cast<unsigned char>(out.front())) != 0 ||
      reserved.find(concat(" ", out, " ")) != std::string_view::npos) {
    out = concat("migration", to_upper(out.substr(0, 1)), out.size() > 1 ? out.substr(1) : "");
  }
  const std::string code = code_of(text);
  std::string tried = out;
  for (int number = 2; find_word(code, tried) != std::string::npos; ++number) {
    tried = concat(out, std::to_string(number));
  }
  return tried;
}

}  // namespace sluice::data
