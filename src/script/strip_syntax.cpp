// Parsing with tree-sitter. A tree with errors is thrown away: the place to report is not the error
// node that its recovery made, but the token at which the last reading of the file came to its end.
#include "script/strip_syntax.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/error.hpp"
#include "base/text.hpp"
#include "script/strip_kinds.hpp"

namespace sluice::script::stripping {
namespace {

struct parser_deleter {
  void operator()(TSParser* parser) const { ts_parser_delete(parser); }
};
using parser_pointer = std::unique_ptr<TSParser, parser_deleter>;

parser_pointer make_parser(dialect language) {
  parser_pointer parser(ts_parser_new());
  if (!ts_parser_set_language(parser.get(), grammar(language))) {
    throw error(failure::general, "SCRIPT.GRAMMAR",
                "the TypeScript grammar does not fit the tree-sitter library");
  }
  return parser;
}

tree_pointer parse_with(TSParser* parser, std::string_view source) {
  return tree_pointer(ts_parser_parse_string(parser, nullptr, source.data(),
                                             static_cast<std::uint32_t>(source.size())));
}

// Follows the parser's log up to the point where it gives up on every reading of the file.
struct witness {
  int row = 0;
  int column = 0;
  int furthest_row = 0;
  int furthest_column = 0;
  bool given_up = false;
};

int number_after(const char* text, const char* label) {
  const char* found = std::strstr(text, label);
  if (found == nullptr) return 0;
  found += std::strlen(label);
  int value = 0;
  std::from_chars(found, found + std::strlen(found), value);
  return value;
}

void watch(void* payload, TSLogType type, const char* message) {
  auto* seen = static_cast<witness*>(payload);
  if (type != TSLogTypeParse || seen->given_up) return;
  if (std::strncmp(message, "process ", 8) == 0) {
    seen->row = number_after(message, "row:");
    seen->column = number_after(message, "col:");
  } else if (std::strncmp(message, "detect_error", 12) == 0) {
    if (seen->row > seen->furthest_row ||
        (seen->row == seen->furthest_row && seen->column > seen->furthest_column)) {
      seen->furthest_row = seen->row;
      seen->furthest_column = seen->column;
    }
  } else if (std::strncmp(message, "resume", 6) == 0) {
    seen->given_up = true;
  }
}

std::size_t offset_of(std::string_view source, int row, int column) {
  std::size_t at = 0;
  for (; row > 0; --row) {
    const std::size_t line_break = source.find('\n', at);
    if (line_break == std::string_view::npos) return source.size();
    at = line_break + 1;
  }
  return std::min(at + static_cast<std::size_t>(column), source.size());
}

// The log says where the last good token ended: the offender is after white space and comments.
std::size_t next_token(std::string_view source, std::size_t at) {
  for (;;) {
    at = std::min(source.find_first_not_of(" \t\r\n", at), source.size());
    if (source.substr(at, 2) == "//") {
      at = std::min(source.find('\n', at), source.size());
    } else if (source.substr(at, 2) == "/*") {
      const std::size_t close = source.find("*/", at + 2);
      at = close == std::string_view::npos ? source.size() : close + 2;
    } else {
      return at;
    }
  }
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$' || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

std::string_view token_at(std::string_view source, std::size_t at) {
  std::size_t end = at;
  while (end < source.size() && is_word(source[end])) ++end;
  return source.substr(at, std::max<std::size_t>(end - at, 1));
}

std::string_view line_at(std::string_view source, std::size_t at) {
  const std::size_t before = at == 0 ? std::string_view::npos : source.rfind('\n', at - 1);
  const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
  return trim(source.substr(start, source.find('\n', start) - start));
}

place place_at(std::string_view source, const std::string& file, std::size_t offset) {
  const line_column where = locate(source, offset);
  return {file, where.line, where.column};
}

[[noreturn]] void report(TSParser* parser, std::string_view source, const std::string& file) {
  witness seen;
  ts_parser_set_logger(parser, {&seen, watch});
  parse_with(parser, source);
  const std::size_t at =
      next_token(source, offset_of(source, seen.furthest_row, seen.furthest_column));
  const std::string what = at == source.size()
                               ? std::string("the file ends before it is complete")
                               : concat("unexpected \"", token_at(source, at), "\"");
  throw error(failure::config, "SCRIPT.SYNTAX", what)
      .at(place_at(source, file, at))
      .because(std::string(line_at(source, at)));
}

}  // namespace

tree_pointer parse(std::string_view source, const std::string& file, dialect language) {
  const parser_pointer parser = make_parser(language);
  tree_pointer tree = parse_with(parser.get(), source);
  if (ts_node_has_error(ts_tree_root_node(tree.get()))) report(parser.get(), source, file);
  return tree;
}

void refuse(std::string_view source, const std::string& file, std::size_t offset,
            const std::string& what, const std::string& hint) {
  throw error(failure::config, "SCRIPT.UNSUPPORTED", what)
      .at(place_at(source, file, offset))
      .because(std::string(line_at(source, offset)))
      .advise(hint);
}

}  // namespace sluice::script::stripping
