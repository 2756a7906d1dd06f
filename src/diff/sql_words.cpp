#include "diff/sql_words.hpp"

#include <algorithm>
#include <array>

#include "model/sql_tokens.hpp"

namespace sluice::diff {

namespace {

using model::sql_token;
using form = sql_token::form;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

template <typename List>
bool contains(const List& list, std::string_view one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

// "*" behind one of these stands for columns; elsewhere it multiplies or counts.
bool opens_columns(const sql_token& before) {
  constexpr std::array<std::string_view, 6> all = {"select",    "distinct", "all",
                                                   "returning", ",",        "."};
  return before.kind != form::name && before.kind != form::literal && contains(all, before.text);
}

constexpr std::array<std::string_view, 7> words_of_comparisons = {"and",  "or",    "not", "is",
                                                                  "null", "ilike", "like"};
constexpr std::array<std::string_view, 8> functions_of_one = {
    "length", "char_length", "octet_length", "lower", "upper", "btrim", "trim", "cardinality"};
constexpr std::array<std::string_view, 5> words_beyond = {"in", "any", "array", "case", "similar"};
constexpr std::string_view symbols_of_comparisons = "<>=!~().";

}  // namespace

sql_words::sql_words(std::string_view sql) {
  const std::vector<sql_token> tokens = model::sql_tokens(sql);
  sql_token before;
  for (const sql_token& one : tokens) {
    switch (one.kind) {
      case form::symbol: {
        const bool is_call = one.is_symbol('(') && before.kind == form::word &&
                             !contains(functions_of_one, before.text) &&
                             !contains(words_of_comparisons, before.text);
        if (is_call || symbols_of_comparisons.find(one.text[0]) == std::string_view::npos) {
          is_plain_ = false;
        }
        if (std::string_view("<>=!~").find(one.text[0]) != std::string_view::npos ||
            (one.is_symbol('(') && contains(functions_of_one, before.text))) {
          compares_ = true;
        }
        if (one.is_symbol('*') && opens_columns(before)) takes_all_ = true;
        // What stands before a point only says where the next name is from.
        if (one.is_symbol('.') && (before.kind == form::name || before.kind == form::word)) {
          names_.pop_back();
        }
        break;
      }
      case form::literal:
        literals_.push_back(one.text);
        compares_ = true;
        break;
      case form::word:
        if (contains(words_beyond, one.text)) is_plain_ = false;
        if (one.text == "like" || one.text == "ilike") compares_ = true;
        if (one.text == "natural") takes_all_ = true;
        names_.push_back(one.text);
        break;
      case form::name:
        names_.push_back(one.text);
        break;
      case form::number:  // an integer literal
        if (one.text.size() > 9 || !std::all_of(one.text.begin(), one.text.end(), is_digit)) {
          is_plain_ = false;
        }
        break;
      case form::parameter:
        is_plain_ = false;
        break;
    }
    before = one;
  }
  std::sort(names_.begin(), names_.end());
}

bool sql_words::names(std::string_view identifier) const {
  return std::binary_search(names_.begin(), names_.end(), identifier);
}

bool sql_words::says(std::string_view value) const {
  return std::any_of(literals_.begin(), literals_.end(), [&](const std::string& one) {
    return one == value || (one.starts_with('{') && one.find(value) != std::string::npos);
  });
}

}  // namespace sluice::diff
