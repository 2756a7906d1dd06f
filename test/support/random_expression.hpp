// Random conditions on a table's columns, each said in two ways: sometimes the second means
// something else.
#pragma once

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace sluice::test {

struct typed_column {
  std::string name;
  std::string type;
  std::vector<std::string> literals;  // what stands between the quotes
};

inline const std::vector<typed_column>& expression_columns() {
  static const std::vector<typed_column> all = {
      {"small", "smallint", {"1", "-2", "07"}},
      {"id", "integer", {"0", "5", "-7", "+3"}},
      {"big", "bigint", {"1", "3000000000"}},
      {"price", "numeric(10, 2)", {"0", "1.50", "-2", ".5"}},
      {"ratio", "double precision", {"0", "1.5", "-2"}},
      {"weight", "real", {"0", "1.5", "1e3"}},
      {"name", "varchar(20)", {"", "a", "it''s", "B c"}},
      {"note", "text", {"", "a", "x%", "null"}},
      {"code", "char(3)", {"a", "abc", "a  "}},
      {"active", "boolean", {"true", "t", "false"}},
      {"day", "date", {"2020-01-01", "2020-1-1"}},
      {"at", "timestamp", {"2020-01-01", "2020-01-01 10:00:00"}},
      {"key", "uuid", {"00000000-0000-0000-0000-000000000000"}},
      {"feeling", "mood", {"sad", "ok"}},
      {"Odd One", "integer", {"1", "2"}},
      {"order", "text", {"a", "b"}}};
  return all;
}

// What is said, apart from how.
struct random_tree {
  std::string kind;
  int column = 0;
  std::string sign;
  std::vector<std::string> values;
  std::vector<random_tree> parts;
};

class random_expression {
 public:
  explicit random_expression(unsigned seed) : random_(seed) {}

  // A condition and another spelling of it, or of something like it.
  std::pair<std::string, std::string> conditions() {
    const random_tree tree = condition(2);
    std::string first = say(tree);
    random_tree other = tree;
    if (chance(30)) change(other);
    return {std::move(first), say(other)};
  }
  std::pair<std::string, std::string> values() {
    const random_tree tree = value();
    std::string first = say(tree);
    random_tree other = tree;
    if (chance(30)) change(other);
    return {std::move(first), say(other)};
  }
  int below(std::size_t count) {
    return std::uniform_int_distribution<int>(0, static_cast<int>(count) - 1)(random_);
  }
  bool chance(int percent) { return below(100) < percent; }
  template <typename Value>
  const Value& one_of(const std::vector<Value>& all) {
    return all[static_cast<std::size_t>(below(all.size()))];
  }

 private:
  const typed_column& at(int column) {
    return expression_columns()[static_cast<std::size_t>(column)];
  }
  bool is_text(int column) {
    const std::string& type = at(column).type;
    return type == "text" || type.starts_with("varchar") || type.starts_with("char");
  }
  bool is_number(int column) { return column < 6 || at(column).name == "Odd One"; }
  int any_column() { return below(expression_columns().size()); }

  random_tree condition(int depth) {
    const int what = below(depth > 0 ? 12 : 8);
    random_tree out{.column = any_column()};
    const std::vector<std::string> signs = {"=", "<>", "<", ">", "<=", ">="};
    switch (what) {
      case 0:
      case 1:
      case 2:
        out.kind = "compare";
        out.sign = one_of(signs);
        out.values = {one_of(at(out.column).literals)};
        break;
      case 3:
        out.kind = chance(50) ? "null" : "not null";
        break;
      case 4:
        out.kind = chance(60) ? "in" : "not in";
        for (int i = chance(20) ? 1 : 3; i > 0; --i)
          out.values.push_back(one_of(at(out.column).literals));
        break;
      case 5:
        out.kind = chance(70) ? "between" : "not between";
        out.values = {one_of(at(out.column).literals), one_of(at(out.column).literals)};
        break;
      case 6:
        out.kind = "like";
        out.column = 6 + below(3);
        out.sign = one_of(std::vector<std::string>{"like", "not like", "ilike", "~", "~*"});
        out.values = {one_of(std::vector<std::string>{"a%", "%b", "^x$"})};
        break;
      case 7:
        out.kind = chance(30) ? "boolean" : "distinct";
        if (out.kind == "boolean") out.column = 9;
        if (out.kind == "distinct") out.values = {one_of(at(out.column).literals)};
        break;
      case 8:
      case 9:
        out.kind = chance(50) ? "and" : "or";
        for (int i = 2 + below(2); i > 0; --i) out.parts.push_back(condition(depth - 1));
        break;
      case 10:
        out.kind = "not";
        out.parts.push_back(condition(depth - 1));
        break;
      default:
        out.kind = "of value";
        out.sign = one_of(signs);
        out.parts.push_back(value());
        out.values = {out.parts[0].kind == "length" || out.parts[0].kind == "sum" ? "3" : "a"};
        break;
    }
    return out;
  }

  random_tree value() {
    random_tree out{
        .kind = one_of(std::vector<std::string>{"lower", "length", "sum", "coalesce", "joined"})};
    if (out.kind == "sum") {
      out.column = below(6);
      out.sign = one_of(std::vector<std::string>{"+", "-", "*", "/", "%"});
      out.values = {one_of(at(out.column).literals)};
    } else {
      out.column = 6 + below(2);
      out.values = {one_of(at(out.column).literals)};
    }
    return out;
  }

  void change(random_tree& tree) {
    if (!tree.parts.empty() && chance(80)) {
      change(tree.parts[static_cast<std::size_t>(below(tree.parts.size()))]);
      return;
    }
    if (!tree.values.empty() && chance(50)) {
      tree.values[static_cast<std::size_t>(below(tree.values.size()))] =
          one_of(at(tree.column).literals);
    } else if (!tree.sign.empty() && tree.kind == "compare") {
      tree.sign = tree.sign == "<" ? "<=" : "<";
    } else if (tree.kind == "and" || tree.kind == "or") {
      tree.kind = tree.kind == "and" ? "or" : "and";
    } else if (is_number(tree.column)) {
      tree.column = below(6);
    } else if (is_text(tree.column)) {
      tree.column = 6 + below(3);
    } else {
      tree.kind = tree.kind == "null" ? "not null" : tree.kind;
    }
  }

  std::string word(const std::string& text) { return chance(50) ? text : to_upper(text); }
  std::string bracketed(std::string text, int percent) {
    return chance(percent) ? concat("(", text, ")") : text;
  }

  std::string say_column(int column) {
    const std::string& name = at(column).name;
    const bool needs_quotes = name == "Odd One" || name == "order";
    std::string out = needs_quotes || chance(60) ? concat("\"", name, "\"") : word(name);
    if (chance(30))
      out = concat(chance(50) ? "\"t\"." : "t.", out);
    else if (chance(5))
      out = concat("\"public\".\"t\".", out);
    if (chance(5)) out = concat("(", out, ")::", bare(at(column).type));
    return bracketed(out, 10);
  }
  static std::string bare(const std::string& type) { return type.substr(0, type.find('(')); }
  std::string say_literal(int column, const std::string& text) {
    const bool may_be_bare = is_number(column) && text.front() != '+';
    const std::string quoted = concat("'", text, "'");
    switch (below(10)) {
      case 0:
        return concat(quoted, "::", bare(at(column).type));
      case 1:
        return concat(word("cast"), "(", quoted, " ", word("as"), " ", bare(at(column).type), ")");
      case 2:
        return is_text(column) ? concat(quoted, "::text") : quoted;
      case 3:
        return may_be_bare ? concat("(", text, ")::", bare(at(column).type)) : quoted;
      default:
        if (at(column).type == "boolean" && text != "t" && chance(70)) return word(text);
        return may_be_bare && chance(80) ? bracketed(text, 10) : bracketed(quoted, 5);
    }
  }
  std::string say_sign(const std::string& sign) {
    if (sign == "<>" && chance(50)) return "!=";
    if (sign == "like" && chance(30)) return "~~";
    if (sign == "ilike" && chance(30)) return "~~*";
    if (sign == "not like" && chance(30)) return "!~~";
    return word(sign);
  }
  std::string blank() { return chance(80) ? " " : chance(50) ? "  " : "\n\t"; }

  std::string say(const random_tree& tree) { return bracketed(say_plainly(tree), 15); }
  std::string say_plainly(const random_tree& tree) {
    const auto value_at = [&](std::size_t i) { return say_literal(tree.column, tree.values[i]); };
    if (tree.kind == "compare") {
      return concat(say_column(tree.column), blank(), say_sign(tree.sign), blank(), value_at(0));
    }
    if (tree.kind == "null" || tree.kind == "not null") {
      if (chance(10))
        return concat(say_column(tree.column), tree.kind == "null" ? " ISNULL" : " notnull");
      return concat(say_column(tree.column), " ", word("is"), " ", word(tree.kind));
    }
    if (tree.kind == "in" || tree.kind == "not in") {
      std::vector<std::string> all;
      for (std::size_t i = 0; i < tree.values.size(); ++i) all.push_back(value_at(i));
      const bool is_in = tree.kind == "in";
      if (chance(20)) {
        return concat(say_column(tree.column), is_in ? " = any (array[" : " <> ALL (ARRAY[",
                      join(all, ","), "])");
      }
      if (!is_in && chance(20))
        return concat("not (", say_column(tree.column), " in (", join(all, ","), "))");
      return concat(say_column(tree.column), " ", word(tree.kind), " (",
                    join(all, chance(50) ? ", " : ","), ")");
    }
    if (tree.kind == "between" || tree.kind == "not between") {
      if (chance(25) && tree.kind == "between") {
        return concat("(", say_column(tree.column), " >= ", value_at(0), " and ",
                      say_column(tree.column), " <= ", value_at(1), ")");
      }
      return concat(say_column(tree.column), " ", word(tree.kind), " ", value_at(0), " ",
                    word("and"), " ", value_at(1));
    }
    if (tree.kind == "like") {
      return concat(say_column(tree.column), " ", say_sign(tree.sign), " '", tree.values[0], "'");
    }
    if (tree.kind == "boolean") return say_column(tree.column);
    if (tree.kind == "distinct") {
      return concat(say_column(tree.column), word(" is distinct from "), value_at(0));
    }
    if (tree.kind == "and" || tree.kind == "or") {
      std::string out;
      for (const random_tree& part : tree.parts) {
        if (!out.empty()) out += concat(blank(), word(tree.kind), blank());
        const bool is_loose = part.kind == "and" || part.kind == "or" || part.kind == "not";
        out += is_loose && chance(90) ? concat("(", say(part), ")") : say(part);
      }
      return out;
    }
    if (tree.kind == "not") return concat(word("not"), " ", bracketed(say(tree.parts[0]), 70));
    if (tree.kind == "of value") {
      const bool is_number_value = tree.values[0] == "3";
      return concat(bracketed(say(tree.parts[0]), 80), " ", say_sign(tree.sign), " ",
                    is_number_value ? tree.values[0] : "'a'");
    }
    if (tree.kind == "lower") return concat(word("lower"), "(", say_column(tree.column), ")");
    if (tree.kind == "length") {
      return concat(chance(50) ? "char_length" : "length", "(", say_column(tree.column), ")");
    }
    if (tree.kind == "coalesce") {
      return concat(word("coalesce"), "(", say_column(tree.column), ", ", value_at(0), ")");
    }
    if (tree.kind == "joined") {
      return concat("(", say_column(tree.column), " || ",
                    chance(50) ? value_at(0) : say_column(6 + below(2)), ")");
    }
    return concat("(", say_column(tree.column), " ", tree.sign, " ", value_at(0), ")");
  }

  std::mt19937 random_;
};

}  // namespace sluice::test
