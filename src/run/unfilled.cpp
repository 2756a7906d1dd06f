#include "run/unfilled.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "model/sql_tokens.hpp"

namespace sluice::run {
namespace {

using model::sql_token;

// With these a new column has values, or NOT NULL is not all there is to say.
constexpr std::array<std::string_view, 10> fills = {
    "default", "generated", "primary",   "serial",      "serial2",
    "serial4", "serial8",   "bigserial", "smallserial", "constraint"};
// Behind ADD, instead of a column's name.
constexpr std::array<std::string_view, 6> no_columns = {"constraint", "check",   "unique",
                                                        "primary",    "foreign", "exclude"};

template <typename Words>
bool is_one_of(const sql_token& token, const Words& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view one) { return token.is_word(one); });
}

class reader {
 public:
  reader(const pg::statement& one, std::size_t number, std::vector<unfilled_column>& out)
      : tokens_(model::sql_tokens(one.text)), number_(number), out_(out) {}

  void read() {
    if (!take("alter") || !take("table")) return;
    if (take("if")) take("exists");
    take("only");
    table_ = take_name();
    while (at_ < tokens_.size() && tokens_[at_].is_symbol('.')) {
      ++at_;
      schema_ = std::exchange(table_, take_name());
    }
    for (; at_ < tokens_.size(); ++at_) {
      if (tokens_[at_].is_symbol('*')) continue;
      read_action();
    }
  }

 private:
  bool take(std::string_view word) {
    if (at_ >= tokens_.size() || !tokens_[at_].is_word(word)) return false;
    ++at_;
    return true;
  }
  std::string take_name() { return at_ < tokens_.size() ? tokens_[at_++].text : std::string(); }

  // Up to its comma.
  void read_action() {
    std::string column;
    if (take("add")) {
      const bool says_column = take("column");
      const bool is_column =
          says_column || (at_ < tokens_.size() && !is_one_of(tokens_[at_], no_columns));
      if (take("if") && take("not")) take("exists");
      if (is_column) column = take_name();
    }
    bool is_filled = column.empty();
    std::optional<std::size_t> words;  // NOT and the next
    int depth = 0;
    for (; at_ < tokens_.size(); ++at_) {
      const sql_token& token = tokens_[at_];
      if (token.is_symbol('(')) ++depth;
      if (token.is_symbol(')')) --depth;
      if (depth > 0) continue;
      if (token.is_symbol(',')) break;
      is_filled = is_filled || is_one_of(token, fills);
      const bool has_next = at_ + 1 < tokens_.size();
      if (token.is_word("not") && has_next && tokens_[at_ + 1].is_word("null")) words = at_;
    }
    if (is_filled || !words) return;
    const auto begin_of = [&](std::size_t i) { return tokens_[i].end - tokens_[i].text.size(); };
    out_.push_back({.schema = schema_,
                    .table = table_,
                    .column = std::move(column),
                    .statement = number_,
                    .words = {begin_of(*words), begin_of(*words + 1)}});
  }

  std::vector<sql_token> tokens_;
  std::size_t number_;
  std::vector<unfilled_column>& out_;
  std::size_t at_ = 0;
  std::string schema_, table_;
};

}  // namespace

std::vector<unfilled_column> unfilled_columns(const script& of) {
  std::vector<unfilled_column> out;
  for (std::size_t i = 0; i < of.statements.size(); ++i) {
    reader(of.statements[i], i, out).read();
  }
  return out;
}

// The statements are views of the chunks.
void leave_nullable(script& in, const unfilled_column& column) {
  std::string& chunk = in.chunks[in.chunk_of[column.statement]];
  const std::size_t begin = in.statements[column.statement].offset;
  chunk.replace(begin + column.words.first, 3, "   ");
  chunk.replace(begin + column.words.second, 4, "    ");
}

}  // namespace sluice::run
