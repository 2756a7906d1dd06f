#include "catalog/tokens.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.hpp"

namespace sluice::catalog {

namespace {

using enum token::form;

// select word from pg_get_keywords() where catcode <> 'U', of PostgreSQL 13 to 18. Sorted.
constexpr std::array<std::string_view, 164> keywords = {"all",
                                                        "analyse",
                                                        "analyze",
                                                        "and",
                                                        "any",
                                                        "array",
                                                        "as",
                                                        "asc",
                                                        "asymmetric",
                                                        "authorization",
                                                        "between",
                                                        "bigint",
                                                        "binary",
                                                        "bit",
                                                        "boolean",
                                                        "both",
                                                        "case",
                                                        "cast",
                                                        "char",
                                                        "character",
                                                        "check",
                                                        "coalesce",
                                                        "collate",
                                                        "collation",
                                                        "column",
                                                        "concurrently",
                                                        "constraint",
                                                        "create",
                                                        "cross",
                                                        "current_catalog",
                                                        "current_date",
                                                        "current_role",
                                                        "current_schema",
                                                        "current_time",
                                                        "current_timestamp",
                                                        "current_user",
                                                        "dec",
                                                        "decimal",
                                                        "default",
                                                        "deferrable",
                                                        "desc",
                                                        "distinct",
                                                        "do",
                                                        "else",
                                                        "end",
                                                        "except",
                                                        "exists",
                                                        "extract",
                                                        "false",
                                                        "fetch",
                                                        "float",
                                                        "for",
                                                        "foreign",
                                                        "freeze",
                                                        "from",
                                                        "full",
                                                        "grant",
                                                        "greatest",
                                                        "group",
                                                        "grouping",
                                                        "having",
                                                        "ilike",
                                                        "in",
                                                        "initially",
                                                        "inner",
                                                        "inout",
                                                        "int",
                                                        "integer",
                                                        "intersect",
                                                        "interval",
                                                        "into",
                                                        "is",
                                                        "isnull",
                                                        "join",
                                                        "json",
                                                        "json_array",
                                                        "json_arrayagg",
                                                        "json_exists",
                                                        "json_object",
                                                        "json_objectagg",
                                                        "json_query",
                                                        "json_scalar",
                                                        "json_serialize",
                                                        "json_table",
                                                        "json_value",
                                                        "lateral",
                                                        "leading",
                                                        "least",
                                                        "left",
                                                        "like",
                                                        "limit",
                                                        "localtime",
                                                        "localtimestamp",
                                                        "merge_action",
                                                        "national",
                                                        "natural",
                                                        "nchar",
                                                        "none",
                                                        "normalize",
                                                        "not",
                                                        "notnull",
                                                        "null",
                                                        "nullif",
                                                        "numeric",
                                                        "offset",
                                                        "on",
                                                        "only",
                                                        "or",
                                                        "order",
                                                        "out",
                                                        "outer",
                                                        "overlaps",
                                                        "overlay",
                                                        "placing",
                                                        "position",
                                                        "precision",
                                                        "primary",
                                                        "real",
                                                        "references",
                                                        "returning",
                                                        "right",
                                                        "row",
                                                        "select",
                                                        "session_user",
                                                        "setof",
                                                        "similar",
                                                        "smallint",
                                                        "some",
                                                        "substring",
                                                        "symmetric",
                                                        "system_user",
                                                        "table",
                                                        "tablesample",
                                                        "then",
                                                        "time",
                                                        "timestamp",
                                                        "to",
                                                        "trailing",
                                                        "treat",
                                                        "trim",
                                                        "true",
                                                        "union",
                                                        "unique",
                                                        "user",
                                                        "using",
                                                        "values",
                                                        "varchar",
                                                        "variadic",
                                                        "verbose",
                                                        "when",
                                                        "where",
                                                        "window",
                                                        "with",
                                                        "xmlattributes",
                                                        "xmlconcat",
                                                        "xmlelement",
                                                        "xmlexists",
                                                        "xmlforest",
                                                        "xmlnamespaces",
                                                        "xmlparse",
                                                        "xmlpi",
                                                        "xmlroot",
                                                        "xmlserialize",
                                                        "xmltable"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool begins_word(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool continues_word(char c) {
  return begins_word(c) || is_digit(c) || c == '$';
}
bool is_operator(char c) {
  return std::string_view("+-*/<>=~!@#%^&|`?").find(c) != std::string_view::npos;
}

class lexer {
 public:
  explicit lexer(std::string_view sql) : sql_(sql) {}

  std::vector<token> all() {
    while (at_ < sql_.size()) {
      const std::size_t begin = at_;
      const std::size_t count = tokens_.size();
      next();
      if (tokens_.size() > count) tokens_.back().begin = begin;
    }
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < sql_.size() ? sql_[at_ + ahead] : '\0';
  }
  bool sees(std::string_view text) const { return sql_.substr(at_, text.size()) == text; }
  void add(token::form kind, std::string text) { tokens_.push_back({kind, std::move(text)}); }
  std::string since(std::size_t start) const {
    return std::string(sql_.substr(start, at_ - start));
  }

  void next() {
    const char c = peek();
    if (std::isspace(static_cast<unsigned char>(c)) != 0) {
      ++at_;
    } else if (sees("--")) {
      at_ = std::min(sql_.find('\n', at_), sql_.size());
    } else if (sees("/*")) {
      skip_comment();
    } else if (c == '\'') {
      read_enclosed(literal);
    } else if (c == '"') {
      read_enclosed(name);
    } else if (c == '$') {
      read_dollar();
    } else if (begins_word(c)) {
      read_word();
    } else if (is_digit(c) || (c == '.' && is_digit(peek(1)))) {
      read_number();
    } else if (is_operator(c)) {
      read_operator();
    } else {
      const std::size_t length = sees("::") || sees(":=") ? 2 : 1;
      add(sign, std::string(sql_.substr(at_, length)));
      at_ += length;
    }
  }

  void skip_comment() {
    int depth = 0;
    do {
      const bool opens = sees("/*");
      const bool closes = sees("*/");
      if (opens) ++depth;
      if (closes) --depth;
      at_ += opens || closes ? 2 : 1;
    } while (depth > 0 && at_ < sql_.size());
    at_ = std::min(at_, sql_.size());
  }

  // Between two of these; doubled, it stands for itself.
  void read_enclosed(token::form kind) {
    const std::size_t start = at_;
    const char quote = peek();
    std::string text;
    for (++at_; at_ < sql_.size(); ++at_) {
      if (peek() == quote) {
        if (peek(1) != quote) {
          ++at_;
          add(kind, std::move(text));
          return;
        }
        ++at_;
      }
      text += peek();
    }
    add(other, since(start));
  }

  // E'a\'b', B'1', X'f', N'a', U&'a' and U&"a": as they stand.
  bool read_prefixed() {
    const std::size_t start = at_;
    const char c = static_cast<char>(std::tolower(static_cast<unsigned char>(peek())));
    std::size_t length = 0;
    if (peek(1) == '\'' && std::string_view("ebxn").find(c) != std::string_view::npos) length = 1;
    if (c == 'u' && peek(1) == '&' && (peek(2) == '\'' || peek(2) == '"')) length = 2;
    if (length == 0) return false;
    const char quote = peek(length);
    for (at_ += length + 1; at_ < sql_.size(); ++at_) {
      if (c == 'e' && peek() == '\\') {
        ++at_;
      } else if (peek() == quote) {
        if (peek(1) != quote) break;
        ++at_;
      }
    }
    at_ = std::min(at_ + 1, sql_.size());
    add(other, since(start));
    return true;
  }

  void read_dollar() {
    const std::size_t start = at_;
    std::size_t end = at_ + 1;
    while (end < sql_.size() && continues_word(sql_[end]) && sql_[end] != '$') ++end;
    if (end < sql_.size() && sql_[end] == '$' && !is_digit(peek(1))) {
      const std::string_view tag = sql_.substr(at_, end + 1 - at_);
      const std::size_t close = std::min(sql_.find(tag, end + 1), sql_.size());
      at_ = std::min(close + tag.size(), sql_.size());
    } else {
      at_ = end;
    }
    add(other, since(start));
  }

  void read_word() {
    if (read_prefixed()) return;
    const std::size_t start = at_;
    while (continues_word(peek())) ++at_;
    std::string text = to_lower(sql_.substr(start, at_ - start));
    const bool reserved = is_keyword(text);
    add(reserved ? keyword : name, std::move(text));
  }

  void read_number() {
    const std::size_t start = at_;
    while (is_digit(peek()) || peek() == '.') ++at_;
    const bool is_signed = (peek(1) == '-' || peek(1) == '+') && is_digit(peek(2));
    if ((peek() == 'e' || peek() == 'E') && (is_digit(peek(1)) || is_signed)) {
      at_ += is_signed ? 2 : 1;
      while (is_digit(peek())) ++at_;
    }
    const bool is_odd = continues_word(peek());  // 0xff, 1_000
    while (continues_word(peek())) ++at_;
    add(is_odd ? other : number, to_lower(since(start)));
  }

  // The longest run of these; + and - end one only where it has a character that can't be in SQL's
  // own operators.
  void read_operator() {
    std::size_t length = 0;
    while (is_operator(peek(length))) {
      const std::string_view rest = sql_.substr(at_ + length, 2);
      if (length > 0 && (rest == "--" || rest == "/*")) break;
      ++length;
    }
    std::string_view text = sql_.substr(at_, length);
    const bool is_special = text.find_first_of("~!@#%^&|`?") != std::string_view::npos;
    while (!is_special && text.size() > 1 && (text.back() == '+' || text.back() == '-')) {
      text.remove_suffix(1);
    }
    at_ += text.size();
    add(sign, text == "!=" ? "<>" : std::string(text));
  }

  std::string_view sql_;
  std::size_t at_ = 0;
  std::vector<token> tokens_;
};

}  // namespace

bool is_keyword(std::string_view word) {
  return std::binary_search(keywords.begin(), keywords.end(), word);
}

std::vector<token> tokens_of(std::string_view sql) {
  return lexer(sql).all();
}

}  // namespace sluice::catalog
