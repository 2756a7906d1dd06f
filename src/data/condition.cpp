#include "data/condition.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

#include "base/text.hpp"
#include "model/sql_tokens.hpp"

namespace sluice::data {

namespace {

using model::sql_token;

// More ways than that are not looked at.
constexpr std::size_t most_ways = 64;

struct node {
  enum class form { column, constant, moment, list, call, binary, negation, is_null, opaque };
  form what = form::opaque;
  std::string text;  // a constant's, a function's or an operator's
  std::size_t column = 0;
  std::vector<node> parts = {};
};

// By precedence, the weakest first; casts are looked through.
class parser {
 public:
  parser(std::string_view text, const column_finder& find)
      : tokens_(model::sql_tokens(text)), find_(find) {}

  node read() {
    node out = expression(0);
    if (at_ < tokens_.size()) return {};
    return out;
  }

 private:
  bool is_word(std::string_view word) const {
    return at_ < tokens_.size() && tokens_[at_].is_word(word);
  }
  bool is_symbol(char sign) const { return at_ < tokens_.size() && tokens_[at_].is_symbol(sign); }
  bool accept(std::string_view word) {
    if (!is_word(word)) return false;
    ++at_;
    return true;
  }
  bool accept(char sign) {
    if (!is_symbol(sign)) return false;
    ++at_;
    return true;
  }

  // The operator that begins here: signs without a gap between them.
  std::string next_operator() const {
    std::string out;
    for (std::size_t i = at_; i < tokens_.size(); ++i) {
      const sql_token& one = tokens_[i];
      if (one.kind != sql_token::form::symbol ||
          std::string_view("+-*/<>=~!@#%^&|?").find(one.text[0]) == std::string_view::npos ||
          (i > at_ && one.begin != tokens_[i - 1].end)) {
        break;
      }
      out += one.text;
    }
    return out;
  }

  static int strength(std::string_view sign) {
    if (sign.empty()) return 0;
    if (sign == "<" || sign == ">" || sign == "=" || sign == "<=" || sign == ">=" || sign == "<>") {
      return 5;
    }
    if (sign == "+" || sign == "-") return 7;
    if (sign == "*" || sign == "/" || sign == "%") return 8;
    return 6;
  }

  node expression(int above) {
    node left = prefix();
    for (;;) {
      if (above < 1 && accept("or")) {
        left = {node::form::binary, "or", 0, {std::move(left), expression(1)}};
      } else if (above < 2 && accept("and")) {
        left = {node::form::binary, "and", 0, {std::move(left), expression(2)}};
      } else if (above < 4 && accept("is")) {
        left = is_what(std::move(left));
      } else {
        const std::string sign = next_operator();
        const int strong = strength(sign);
        if (strong == 0 || strong <= above) return left;
        at_ += sign.size();
        if (is_word("any") || is_word("all")) {
          const std::string how = tokens_[at_++].text;
          left = {node::form::binary, concat(sign, " ", how), 0, {std::move(left), prefix()}};
        } else {
          left = {node::form::binary, sign, 0, {std::move(left), expression(strong)}};
        }
      }
    }
  }

  node is_what(node of) {
    const bool negated = accept("not");
    node out;
    if (accept("null")) {
      out = {node::form::is_null, "", 0, {std::move(of)}};
    } else if (is_word("true") || is_word("false")) {
      const std::string value = tokens_[at_++].text;
      out = {node::form::binary,
             "=",
             0,
             {std::move(of), {node::form::constant, value == "true" ? "t" : "f"}}};
    } else {
      return {};
    }
    if (negated) return {node::form::negation, "", 0, {std::move(out)}};
    return out;
  }

  node prefix() {
    if (accept("not")) return {node::form::negation, "", 0, {expression(3)}};
    if (accept('-')) {
      node of = prefix();
      if (of.what != node::form::constant) return {};
      of.text = concat("-", of.text);
      return of;
    }
    node out = primary();
    while (is_symbol(':') && at_ + 1 < tokens_.size() && tokens_[at_ + 1].is_symbol(':')) {
      at_ += 2;
      skip_type();
    }
    if (accept("collate")) ++at_;
    return out;
  }

  void skip_type() {
    ++at_;
    while (accept('.')) ++at_;
    constexpr std::array more = {"varying", "precision", "without", "with", "time", "zone"};
    while (std::any_of(more.begin(), more.end(), [&](const char* one) { return is_word(one); })) {
      ++at_;
    }
    if (is_symbol('(')) {
      while (at_ < tokens_.size() && !accept(')')) ++at_;
      while (std::any_of(more.begin(), more.end(), [&](const char* one) { return is_word(one); })) {
        ++at_;
      }
    }
    while (is_symbol('[')) at_ += 2;
  }

  std::vector<node> list(char end) {
    std::vector<node> out;
    while (at_ < tokens_.size() && !accept(end)) {
      out.push_back(expression(0));
      if (accept(end)) break;
      if (!accept(',')) {
        at_ = tokens_.size() + 1;
        break;
      }
    }
    return out;
  }

  node primary() {
    if (at_ >= tokens_.size()) return {};
    const sql_token token = tokens_[at_++];
    switch (token.kind) {
      case sql_token::form::literal:
      case sql_token::form::number:
        return {node::form::constant, token.text};
      case sql_token::form::symbol:
        if (token.text == "(") {
          node out = expression(0);
          accept(')');
          return out;
        }
        return {};
      case sql_token::form::parameter:
        return {};
      default:
        return named(token);
    }
  }

  node named(const sql_token& token) {
    const bool is_word = token.kind == sql_token::form::word;
    const std::string& name = token.text;
    if (is_word && name == "array" && accept('[')) {
      return {node::form::list, "", 0, list(']')};
    }
    if (is_word && (name == "true" || name == "false")) {
      return {node::form::constant, name == "true" ? "t" : "f"};
    }
    if (is_word && (name == "current_date" || name == "current_timestamp" ||
                    name == "localtimestamp" || name == "localtime")) {
      return {node::form::moment, "now"};
    }
    if (is_symbol('(')) {
      ++at_;
      node out{node::form::call, name, 0, list(')')};
      if (out.parts.empty() && (name == "now" || name == "clock_timestamp")) {
        return {node::form::moment, "now"};
      }
      return out;
    }
    if (accept('.')) {  // a table's, or a function's schema
      if (at_ >= tokens_.size()) return {};
      const sql_token next = tokens_[at_++];
      return named(next);
    }
    const auto column = find_(name);
    if (!column) return {};
    return {node::form::column, name, *column};
  }

  std::vector<sql_token> tokens_;
  const column_finder& find_;
  std::size_t at_ = 0;
};

std::vector<demands> opaque() {
  return {{demand{}}};
}

std::vector<demands> either(std::vector<demands> one, std::vector<demands> other) {
  for (demands& each : other) one.push_back(std::move(each));
  return one.size() > most_ways ? opaque() : one;
}

std::vector<demands> both(const std::vector<demands>& one, const std::vector<demands>& other) {
  if (one.size() * other.size() > most_ways) return opaque();
  std::vector<demands> out;
  for (const demands& a : one) {
    for (const demands& b : other) {
      demands& together = out.emplace_back(a);
      together.insert(together.end(), b.begin(), b.end());
    }
  }
  return out;
}

std::vector<demands> only(demand one) {
  return {{std::move(one)}};
}

std::string negated(const std::string& sign) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 14> all{{{"<", ">="},
                                                                               {">", "<="},
                                                                               {"<=", ">"},
                                                                               {">=", "<"},
                                                                               {"=", "<>"},
                                                                               {"<>", "="},
                                                                               {"~", "!~"},
                                                                               {"!~", "~"},
                                                                               {"~*", "!~*"},
                                                                               {"!~*", "~*"},
                                                                               {"= any", "<> all"},
                                                                               {"<> all", "= any"},
                                                                               {"or", "and"},
                                                                               {"and", "or"}}};
  for (const auto& [from, to] : all) {
    if (from == sign) return std::string(to);
  }
  return "";
}

std::string turned(const std::string& sign) {
  if (sign == "<") return ">";
  if (sign == ">") return "<";
  if (sign == "<=") return ">=";
  if (sign == ">=") return "<=";
  return sign == "=" || sign == "<>" ? sign : "";
}

std::vector<demands> read(const node& of, bool no);

bool is_length(const node& of) {
  return of.what == node::form::call && of.parts.size() == 1 &&
         (of.text == "length" || of.text == "char_length" || of.text == "character_length") &&
         of.parts[0].what == node::form::column;
}

// btrim(name), lower(name): what holds for what we write, holds for the column.
const node& seen_through(const node& of) {
  const bool is_thin = of.what == node::form::call && of.parts.size() == 1 &&
                       (of.text == "lower" || of.text == "btrim" || of.text == "trim");
  return is_thin ? seen_through(of.parts[0]) : of;
}

bool is_truth(const node& of) {
  return of.what == node::form::is_null || of.what == node::form::negation ||
         (of.what == node::form::binary && !negated(of.text).empty());
}

std::vector<demands> compared_length(std::size_t column, const std::string& sign, long number) {
  using kind = demand::kind;
  const demand least{.what = kind::shortest, .column = column, .number = number + (sign == ">")};
  const demand most{.what = kind::longest, .column = column, .number = number - (sign == "<")};
  if (sign == ">" || sign == ">=") return only(least);
  if (sign == "<" || sign == "<=") return only(most);
  if (sign == "=") return {{least, most}};
  if (sign == "<>" && number == 0) {
    return only({.what = kind::shortest, .column = column, .number = 1});
  }
  return opaque();
}

std::vector<demands> compared_constant(std::size_t column, const std::string& sign,
                                       const std::string& value) {
  using kind = demand::kind;
  if (sign == ">" || sign == ">=") {
    return only({.what = kind::least, .column = column, .values = {value}, .strict = sign == ">"});
  }
  if (sign == "<" || sign == "<=") {
    return only({.what = kind::most, .column = column, .values = {value}, .strict = sign == "<"});
  }
  if (sign == "=") return only({.what = kind::one_of, .column = column, .values = {value}});
  if (sign == "<>") return only({.what = kind::none_of, .column = column, .values = {value}});
  if (sign == "~" || sign == "~*") {
    return only(
        {.what = kind::matches, .column = column, .values = {value}, .ignores_case = sign == "~*"});
  }
  return opaque();
}

// num_nonnulls(a, b) = 1, and so on
std::vector<demands> counted_nulls(const node& call, const std::string& sign, long number) {
  const std::size_t count = call.parts.size();
  constexpr std::size_t most = 6;
  if (count > most) return opaque();
  std::vector<demands> out;
  for (std::size_t set = 0; set < (std::size_t{1} << count); ++set) {
    const long filled = __builtin_popcountll(set);
    const long value = call.text == "num_nulls" ? static_cast<long>(count) - filled : filled;
    const bool holds = sign == "="    ? value == number
                       : sign == ">"  ? value > number
                       : sign == ">=" ? value >= number
                       : sign == "<"  ? value < number
                       : sign == "<=" ? value <= number
                                      : value != number;
    if (!holds) continue;
    demands& way = out.emplace_back();
    for (std::size_t i = 0; i < count; ++i) {
      if (call.parts[i].what != node::form::column) return opaque();
      way.push_back({.what = (set >> i & 1) != 0 ? demand::kind::not_null : demand::kind::null,
                     .column = call.parts[i].column});
    }
  }
  return out.empty() || out.size() > most_ways ? opaque() : out;
}

std::vector<demands> compared(const node& given_left, std::string sign, const node& given_right) {
  const node& left = seen_through(given_left);
  const node& right = seen_through(given_right);
  if (is_truth(left) && is_truth(right) && (sign == "=" || sign == "<>")) {
    const bool same = sign == "=";
    return either(both(read(left, false), read(right, !same)),
                  both(read(left, true), read(right, same)));
  }
  if (left.what == node::form::constant && right.what != node::form::constant) {
    sign = turned(sign);
    return sign.empty() ? opaque() : compared(right, sign, left);
  }
  const bool is_value = right.what == node::form::constant || right.what == node::form::moment;
  if (left.what == node::form::column && is_value) {
    return compared_constant(left.column, sign, right.text);
  }
  if (is_length(left) && right.what == node::form::constant) {
    return compared_length(left.parts[0].column, sign, std::atol(right.text.c_str()));
  }
  if (left.what == node::form::call && right.what == node::form::constant &&
      (left.text == "num_nonnulls" || left.text == "num_nulls")) {
    return counted_nulls(left, sign, std::atol(right.text.c_str()));
  }
  if (left.what == node::form::column && right.what == node::form::column) {
    if (sign == "<" || sign == "<=") {
      return only({.what = demand::kind::before,
                   .column = left.column,
                   .other = right.column,
                   .strict = sign == "<"});
    }
    if (sign == ">" || sign == ">=") {
      return only({.what = demand::kind::before,
                   .column = right.column,
                   .other = left.column,
                   .strict = sign == ">"});
    }
  }
  return opaque();
}

std::vector<demands> listed(const node& given, const std::string& sign, const node& all) {
  const node& left = seen_through(given);
  demand out{.what = sign == "= any" ? demand::kind::one_of : demand::kind::none_of,
             .column = left.column};
  if (left.what != node::form::column) return opaque();
  if (all.what == node::form::constant && all.text.starts_with('{') && all.text.ends_with('}') &&
      all.text.find_first_of("\"\\") == std::string::npos) {
    for (const std::string_view one :
         split(std::string_view(all.text).substr(1, all.text.size() - 2), ",")) {
      out.values.emplace_back(one);
    }
    return only(std::move(out));
  }
  if (all.what != node::form::list) return opaque();
  for (const node& one : all.parts) {
    if (one.what != node::form::constant) return opaque();
    out.values.push_back(one.text);
  }
  return only(std::move(out));
}

std::vector<demands> read(const node& of, bool no) {
  switch (of.what) {
    case node::form::negation:
      return read(of.parts[0], !no);
    case node::form::is_null: {
      const node& column = of.parts[0];
      if (column.what != node::form::column) return opaque();
      return only(
          {.what = no ? demand::kind::not_null : demand::kind::null, .column = column.column});
    }
    case node::form::column:
      return only({.what = demand::kind::one_of, .column = of.column, .values = {no ? "f" : "t"}});
    case node::form::constant:
      return (of.text == "t") != no ? std::vector<demands>{{}} : opaque();
    case node::form::binary: {
      const std::string sign = no ? negated(of.text) : of.text;
      if (sign == "or") return either(read(of.parts[0], no), read(of.parts[1], no));
      if (sign == "and") return both(read(of.parts[0], no), read(of.parts[1], no));
      if (sign == "= any" || sign == "<> all") return listed(of.parts[0], sign, of.parts[1]);
      return sign.empty() ? opaque() : compared(of.parts[0], sign, of.parts[1]);
    }
    default:
      return opaque();
  }
}

}  // namespace

std::vector<demands> ways_of(std::string_view condition, const column_finder& find) {
  return read(parser(condition, find).read(), false);
}

}  // namespace sluice::data
