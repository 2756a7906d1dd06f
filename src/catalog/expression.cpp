#include "catalog/expression.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "catalog/same_type.hpp"
#include "catalog/tokens.hpp"
#include "model/schema_name.hpp"
#include "model/type_name.hpp"

namespace sluice::catalog {

namespace {

using form = expression::form;

// What is not of that kind ends the reading.
struct not_understood {};

constexpr int deepest = 200;

class parser {
 public:
  parser(std::vector<token> tokens, const model::table& table)
      : tokens_(std::move(tokens)), table_(table) {
    tokens_.push_back({});
  }

  expression all() {
    expression out = any();
    if (now().kind != token::form::end) throw not_understood();
    return out;
  }

 private:
  const token& now() const { return tokens_[at_]; }
  const token& next() const { return tokens_[std::min(at_ + 1, tokens_.size() - 1)]; }
  bool sees(std::string_view text) const { return now().is(text); }
  bool take(std::string_view text) {
    const bool is = sees(text);
    if (is) ++at_;
    return is;
  }
  bool take_name(std::string_view text) {
    const bool is = now().kind == token::form::name && now().text == text;
    if (is) ++at_;
    return is;
  }
  void expect(std::string_view text) {
    if (!take(text)) throw not_understood();
  }

  static expression binary(std::string text, expression left, expression right) {
    expression out{.kind = form::operation, .text = std::move(text)};
    out.parts.push_back(std::move(left));
    out.parts.push_back(std::move(right));
    return out;
  }
  static expression over(form kind, std::string text, expression part) {
    expression out{.kind = kind, .text = std::move(text)};
    out.parts.push_back(std::move(part));
    return out;
  }
  // a AND b AND c is one with three parts; a AND (b AND c) is not.
  static expression joined(form kind, expression left, expression right) {
    if (left.kind == kind) {
      left.parts.push_back(std::move(right));
      return left;
    }
    expression out{.kind = kind};
    out.parts.push_back(std::move(left));
    out.parts.push_back(std::move(right));
    return out;
  }

  // From what binds least to what binds most: chapter 4.1.6.
  expression any() {
    if (++depth_ > deepest) throw not_understood();
    expression out = every();
    while (take("or")) out = joined(form::any, std::move(out), every());
    --depth_;
    return out;
  }
  expression every() {
    expression out = negated();
    while (take("and")) out = joined(form::all, std::move(out), negated());
    return out;
  }
  expression negated() {
    if (++depth_ > deepest) throw not_understood();
    expression out = take("not") ? over(form::negation, "", negated()) : tested();
    --depth_;
    return out;
  }

  expression tested() {
    expression out = compared();
    for (;;) {
      if (take("isnull")) {
        out = over(form::test, "null", std::move(out));
      } else if (take("notnull")) {
        out = over(form::test, "not null", std::move(out));
      } else if (take("is")) {
        std::string words = take("not") ? "not " : "";
        if (take("distinct")) {
          expect("from");
          out = over(form::test, words + "distinct from", std::move(out));
          out.parts.push_back(compared());
        } else if (sees("null") || sees("true") || sees("false")) {
          out = over(form::test, words + now().text, std::move(out));
          ++at_;
        } else if (take_name("unknown")) {
          out = over(form::test, words + "unknown", std::move(out));
        } else {
          throw not_understood();
        }
      } else {
        return out;
      }
    }
  }

  expression compared() {
    constexpr std::array<std::string_view, 6> signs = {"<", ">", "=", "<=", ">=", "<>"};
    expression out = ranged();
    const auto* found =
        std::find_if(signs.begin(), signs.end(), [&](std::string_view sign) { return sees(sign); });
    if (found == signs.end()) return out;
    ++at_;
    std::string sign(*found);
    if (sees("any") || sees("some") || sees("all"))
      return with_array(std::move(sign), std::move(out));
    return binary(std::move(sign), std::move(out), ranged());
  }

  expression with_array(std::string sign, expression left) {
    const bool is_all = sees("all");
    ++at_;
    expect("(");
    expression out = over(is_all ? form::comparison_with_all : form::comparison_with_any,
                          std::move(sign), std::move(left));
    out.parts.push_back(any());
    expect(")");
    return out;
  }

  // BETWEEN, IN, LIKE.
  expression ranged() {
    expression out = computed();
    const bool is_not = sees("not") && (next().is("between") || next().is("in") ||
                                        next().is("like") || next().is("ilike"));
    if (is_not) ++at_;
    if (take("between")) {
      if (sees("symmetric") || sees("asymmetric")) throw not_understood();
      expression low = computed();
      expect("and");
      expression high = computed();
      expression left = out;
      return joined(is_not ? form::any : form::all,
                    binary(is_not ? "<" : ">=", std::move(left), std::move(low)),
                    binary(is_not ? ">" : "<=", std::move(out), std::move(high)));
    }
    if (take("in")) {
      expression in = over(is_not ? form::comparison_with_all : form::comparison_with_any,
                           is_not ? "<>" : "=", std::move(out));
      in.parts.push_back({.kind = form::list, .parts = parenthesized_list()});
      return in;
    }
    if (take("like")) return binary(is_not ? "!~~" : "~~", std::move(out), computed());
    if (take("ilike")) return binary(is_not ? "!~~*" : "~~*", std::move(out), computed());
    return out;
  }

  // Operators that PostgreSQL knows no order of.
  expression computed() {
    constexpr std::array<std::string_view, 13> ordered = {"<", ">", "=", "<=", ">=", "<>", "+",
                                                          "-", "*", "/", "%",  "^",  "=>"};
    constexpr std::string_view characters = "+-*/<>=~!@#%^&|`?";
    expression out = sum();
    for (;;) {
      const bool is_sign = now().kind == token::form::sign &&
                           characters.find(now().text[0]) != std::string_view::npos;
      if (!is_sign || std::find(ordered.begin(), ordered.end(), now().text) != ordered.end()) {
        return out;
      }
      std::string sign = now().text;
      ++at_;
      if (sees("any") || sees("some") || sees("all"))
        return with_array(std::move(sign), std::move(out));
      out = binary(std::move(sign), std::move(out), sum());
    }
  }
  expression sum() {
    expression out = product();
    while (sees("+") || sees("-")) {
      std::string sign = now().text;
      ++at_;
      out = binary(std::move(sign), std::move(out), product());
    }
    return out;
  }
  expression product() {
    expression out = at_zone();
    while (sees("*") || sees("/") || sees("%")) {
      std::string sign = now().text;
      ++at_;
      out = binary(std::move(sign), std::move(out), at_zone());
    }
    return out;
  }
  // The function that it is.
  expression at_zone() {
    expression out = with_sign();
    while (now().kind == token::form::name && now().text == "at" && next().is("time")) {
      at_ += 2;
      if (!take_name("zone")) throw not_understood();
      expression zone = with_sign();
      expression call = over(form::call, "timezone", std::move(zone));
      call.parts.push_back(std::move(out));
      out = std::move(call);
    }
    return out;
  }
  expression with_sign() {
    if (!take("-")) return converted();
    expression out = converted();
    const bool is_number = out.kind == form::constant && !out.text.empty() &&
                           (out.type == "int4" || out.type == "int8" || out.type == "numeric") &&
                           out.text.front() != '-';
    if (!is_number) throw not_understood();
    return number("-" + out.text);
  }

  expression converted() {
    expression out = operand();
    while (take("::")) out = over(form::cast, type(), std::move(out));
    if (sees("[") || sees(".") || sees("collate")) throw not_understood();
    return out;
  }

  std::vector<expression> parenthesized_list() {
    expect("(");
    std::vector<expression> out;
    if (take(")")) return out;
    do {
      out.push_back(any());
    } while (take(","));
    expect(")");
    return out;
  }

  static expression number(std::string text) {
    constexpr std::string_view highest4 = "2147483647";
    constexpr std::string_view lowest4 = "2147483648";
    constexpr std::string_view highest8 = "9223372036854775807";
    constexpr std::string_view lowest8 = "9223372036854775808";
    const bool is_negative = text.front() == '-';
    const std::string_view digits = std::string_view(text).substr(is_negative ? 1 : 0);
    const bool is_whole = digits.find_first_not_of("0123456789") == std::string_view::npos &&
                          (digits.size() == 1 || digits.front() != '0');
    if (!is_whole && (digits.find_first_not_of("0123456789.") != std::string_view::npos ||
                      digits.front() == '.' || digits.back() == '.' ||
                      (digits.front() == '0' && digits[1] != '.'))) {
      throw not_understood();
    }
    const auto fits = [&](std::string_view highest) {
      return digits.size() < highest.size() ||
             (digits.size() == highest.size() && digits <= highest);
    };
    expression out{.kind = form::constant, .text = std::move(text), .type = "numeric"};
    if (is_whole && fits(is_negative ? lowest8 : highest8)) out.type = "int8";
    if (is_whole && fits(is_negative ? lowest4 : highest4)) out.type = "int4";
    return out;
  }

  expression operand() {
    const token one = now();
    switch (one.kind) {
      case token::form::number:
        ++at_;
        return number(one.text);
      case token::form::literal:
        ++at_;
        return {.kind = form::constant, .text = one.text};
      case token::form::name:
        return named();
      case token::form::keyword:
        return of_keyword();
      case token::form::sign:
        if (take("(")) {
          expression out = any();
          expect(")");
          return out;
        }
        throw not_understood();
      default:
        throw not_understood();
    }
  }

  expression of_keyword() {
    constexpr std::array<std::string_view, 8> values = {
        "current_catalog", "current_date", "current_role",      "current_schema",
        "current_time",    "current_user", "current_timestamp", "session_user"};
    const std::string word = now().text;
    ++at_;
    if (word == "true" || word == "false") {
      return {.kind = form::constant, .text = word, .type = "bool"};
    }
    if (word == "null") return {.kind = form::keyword, .text = word};
    if (word == "array" && sees("[")) return array();
    if (word == "coalesce" && sees("(")) {
      return {.kind = form::call, .text = word, .parts = parenthesized_list()};
    }
    if (word == "cast" && take("(")) {
      expression out = any();
      expect("as");
      out = over(form::cast, type(), std::move(out));
      expect(")");
      return out;
    }
    const bool is_value = std::find(values.begin(), values.end(), word) != values.end();
    if (!is_value || sees("(")) throw not_understood();
    expression out{.kind = form::keyword, .text = word};
    if (word == "current_date") out.type = "date";
    if (word == "current_timestamp") out.type = "timestamptz";
    return out;
  }

  expression array() {
    expect("[");
    expression out{.kind = form::array};
    if (!sees("]")) {
      do {
        if (sees("[")) throw not_understood();
        out.parts.push_back(any());
      } while (take(","));
    }
    expect("]");
    return out;
  }

  // A column, with its table or without, or a call.
  expression named() {
    std::vector<std::string> path = {now().text};
    for (++at_; sees(".") && next().kind == token::form::name; ++at_) {
      ++at_;
      path.push_back(now().text);
    }
    if (sees("(")) {
      return {.kind = form::call, .text = join(path, "\x1f"), .parts = parenthesized_list()};
    }
    if (now().kind == token::form::literal) throw not_understood();  // date '2020-01-01'
    const std::string schema = model::schema_name(table_.schema);
    const bool is_own = path.size() == 1 || (path.size() == 2 && path[0] == table_.name) ||
                        (path.size() == 3 && path[0] == schema && path[1] == table_.name);
    const model::column* column = is_own ? model::find(table_.columns, path.back()) : nullptr;
    if (column == nullptr) return {.kind = form::name, .text = join(path, "\x1f")};
    return {.kind = form::column,
            .text = column->name,
            .type = type_of(*column),
            .is_limited = column->type.find('(') != std::string::npos};
  }

  // As parse_type() has it; an enum of the table's by its name.
  std::string type() {
    std::string words;
    std::string schema;
    const auto is_word = [&] {
      return now().kind == token::form::name || now().kind == token::form::keyword;
    };
    if (!is_word()) throw not_understood();
    if (next().is(".")) {
      schema = now().text;
      at_ += 2;
      if (!is_word()) throw not_understood();
    }
    const token first = now();
    // In quotation marks: "char" is not char.
    if (first.kind == token::form::name && is_keyword(first.text)) {
      ++at_;
      if (first.text != "char" || !schema.empty() || sees("(") || sees("[")) throw not_understood();
      return "\"char\"";
    }
    words = first.text;
    ++at_;
    if (schema.empty()) words += more_words(first.text);
    bool has_modifiers = false;
    if (take("(")) {
      has_modifiers = true;
      words += '(';
      while (!take(")")) {
        if (now().kind != token::form::number && !sees(",")) throw not_understood();
        words += now().text;
        ++at_;
      }
      words += ')';
    }
    words += zone(first.text);
    bool is_array = false;
    while (take("[")) {
      if (now().kind == token::form::number) ++at_;
      expect("]");
      is_array = true;
    }
    const model::type_name known = model::parse_type(words);
    const bool may_be_enum = !has_modifiers && (!schema.empty() || !is_own_type(known));
    if (may_be_enum) {
      if (std::string of = enum_type(schema, words); !of.empty()) {
        return concat(of, is_array ? "[]" : "");
      }
    }
    if (!schema.empty()) throw not_understood();
    std::string out = known.name;
    if (!known.fields.empty() || known.is_serial) throw not_understood();
    if (has_modifiers || !known.modifiers.empty()) {
      out += '(';
      for (const int one : known.modifiers) out += concat(std::to_string(one), ",");
      out += ')';
    }
    return concat(out, is_array ? "[]" : "");
  }
  // The one of that name which columns of the table have.
  std::string enum_type(const std::string& schema, const std::string& name) const {
    std::string out;
    for (const model::column& one : table_.columns) {
      if (!one.type_schema || model::without_array(one.type) != name) continue;
      if (!schema.empty() && schema != *one.type_schema) continue;
      std::string of = concat("enum ", *one.type_schema, ".", name);
      if (!out.empty() && out != of) throw not_understood();
      out = std::move(of);
    }
    return out;
  }
  std::string more_words(const std::string& first) {
    if (first == "double" && take("precision")) return " precision";
    const bool may_vary = first == "character" || first == "char" || first == "bit";
    if (may_vary && take_name("varying")) return " varying";
    if (first == "interval" || first == "national") throw not_understood();
    return "";
  }
  std::string zone(const std::string& first) {
    if (first != "timestamp" && first != "time") return "";
    const bool is_with = sees("with");
    const bool is_without = now().kind == token::form::name && now().text == "without";
    if (!is_with && !is_without) return "";
    ++at_;
    expect("time");
    if (!take_name("zone")) throw not_understood();
    return is_with ? " with time zone" : " without time zone";
  }

  std::vector<token> tokens_;
  const model::table& table_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

std::string type_of(const model::column& column) {
  if (column.type_schema) {
    const std::string name = model::without_array(column.type);
    return concat("enum ", *column.type_schema, ".", name, name == column.type ? "" : "[]");
  }
  const model::type_name type = model::parse_type(column.type);
  return concat(type.name, type.is_array ? "[]" : "");
}

std::optional<expression> parse_expression(const std::string& text, const model::table& table) {
  try {
    return parser(tokens_of(text), table).all();
  } catch (const not_understood&) {
    return std::nullopt;
  }
}

}  // namespace sluice::catalog
