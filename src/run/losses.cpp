#include "run/losses.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "model/sql_tokens.hpp"

namespace sluice::run {
namespace {

using model::sql_token;
using kind = loss::kind;

class reader {
 public:
  reader(const pg::statement& one, std::size_t number, std::vector<loss>& out)
      : tokens_(model::sql_tokens(one.text)), number_(number), out_(out) {}

  void read() {
    if (take("drop")) return read_drop();
    if (take("alter")) return read_alter();
    if (take("truncate")) return read_truncate();
    if (take("delete")) {
      take("from");
      return add_other("rows of ");
    }
    if (take("update")) return add_other("what the UPDATE overwrites in ");
    const bool may_do_anything = sees("do") || sees("call") || sees("execute") || sees("merge");
    const bool writes = sees("with") && (has("delete") || has("update") || has("merge"));
    if (may_do_anything || writes) add_unknown();
  }

 private:
  const sql_token* peek() const { return at_ < tokens_.size() ? &tokens_[at_] : nullptr; }
  bool sees(std::string_view word) const { return peek() != nullptr && peek()->is_word(word); }
  bool sees_symbol(char sign) const { return peek() != nullptr && peek()->is_symbol(sign); }
  bool take(std::string_view word) {
    if (!sees(word)) return false;
    ++at_;
    return true;
  }
  void take_if_exists() {
    if (take("if")) take("exists");
  }
  bool has(std::string_view word) const {
    return std::any_of(tokens_.begin(), tokens_.end(),
                       [&](const sql_token& one) { return one.is_word(word); });
  }
  std::string take_name() {
    const bool is_name = peek() != nullptr && (peek()->kind == sql_token::form::name ||
                                               peek()->kind == sql_token::form::word);
    return is_name ? tokens_[at_++].text : std::string();
  }
  // Schema and name.
  std::pair<std::string, std::string> take_qualified() {
    std::string schema;
    std::string name = take_name();
    while (sees_symbol('.')) {
      ++at_;
      schema = std::exchange(name, take_name());
    }
    return {std::move(schema), std::move(name)};
  }
  static std::string shown(const std::string& schema, const std::string& name) {
    return schema.empty() || schema == "public" ? name : concat(schema, ".", name);
  }

  void add(loss one) {
    one.statement = number_;
    out_.push_back(std::move(one));
  }
  void add_other(std::string_view what) {
    take("only");
    const auto [schema, name] = take_qualified();
    add({.what = kind::other,
         .schema = schema,
         .name = name,
         .words = concat(what, shown(schema, name))});
  }
  void add_unknown() {
    add({.words = concat("statement ", std::to_string(number_ + 1),
                         " can do anything: nothing but reading it tells"),
         .certain = false});
  }

  // a, b CASCADE
  template <typename Each>
  void each_name(const Each& each) {
    take_if_exists();
    for (;;) {
      auto [schema, name] = take_qualified();
      each(std::move(schema), std::move(name));
      if (!sees_symbol(',')) return;
      ++at_;
    }
  }

  void read_truncate() {
    take("table");
    for (;;) {
      add_other("all rows of ");
      if (sees_symbol('*')) ++at_;
      if (!sees_symbol(',')) return;
      ++at_;
    }
  }

  void read_drop() {
    const bool cascades = has("cascade");
    if (take("foreign")) return;  // its rows are elsewhere
    if (take("table")) {
      each_name([&](std::string schema, std::string name) {
        std::string words = concat("table ", shown(schema, name), " goes with all its rows");
        add({.what = kind::table,
             .schema = std::move(schema),
             .name = std::move(name),
             .words = std::move(words)});
      });
    } else if (take("schema")) {
      if (!cascades) return;
      each_name([&](const std::string& /*none*/, std::string name) {
        std::string words = concat("schema ", name, " goes with all that is in it");
        add({.what = kind::schema, .name = std::move(name), .words = std::move(words)});
      });
    } else if (take("sequence")) {
      each_name([&](std::string schema, std::string name) {
        std::string words = concat("sequence ", shown(schema, name), " goes with its position");
        add({.what = kind::other,
             .schema = std::move(schema),
             .name = std::move(name),
             .words = std::move(words)});
      });
    } else if (sees("owned") || sees("database") ||
               (cascades && (sees("type") || sees("domain") || sees("extension")))) {
      add_unknown();
    }
  }

  // The rest of one action of ALTER TABLE, up to its comma.
  void skip_action() {
    int depth = 0;
    for (; at_ < tokens_.size(); ++at_) {
      if (sees_symbol('(')) ++depth;
      if (sees_symbol(')')) --depth;
      if (depth == 0 && sees_symbol(',')) break;
    }
  }

  void read_alter() {
    if (!take("table")) return;
    take_if_exists();
    take("only");
    const auto [schema, table] = take_qualified();
    if (sees_symbol('*')) ++at_;
    for (; at_ < tokens_.size(); ++at_) {
      read_action(schema, table);
      skip_action();
    }
  }

  void read_action(const std::string& schema, const std::string& table) {
    if (take("drop")) {
      const bool says_column = take("column");
      if (!says_column && sees("constraint")) return;
      take_if_exists();
      loss out{.what = kind::column, .schema = schema, .name = table, .column = take_name()};
      out.words =
          concat("column ", out.column, " of ", shown(schema, table), " goes with its ", "values");
      add(std::move(out));
    } else if (take("alter")) {
      take("column");
      const std::string column = take_name();
      if (take("set") && !take("data")) return;
      if (!take("type")) return;
      add({.what = kind::other,
           .schema = schema,
           .name = table,
           .words = concat("column ", column, " of ", shown(schema, table), " gets another type"),
           .certain = false});
    }
  }

  std::vector<sql_token> tokens_;
  std::size_t number_;
  std::vector<loss>& out_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<loss> losses_of(const script& of) {
  std::vector<loss> out;
  for (std::size_t i = 0; i < of.statements.size(); ++i) {
    reader(of.statements[i], i, out).read();
  }
  return out;
}

}  // namespace sluice::run
