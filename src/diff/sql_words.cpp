#include "diff/sql_words.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

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
constexpr std::string_view symbols_of_numbers = "+-*/";
constexpr std::array<std::string_view, 12> ends_of_from = {
    "where", "group", "order", "having", "limit",     "offset",
    "fetch", "for",   "union", "except", "intersect", "window"};

// Where names of relations stand: behind FROM, JOIN and the commas between them. The FROM of
// extract(), substring() and IS DISTINCT FROM is another one.
class from_clauses {
 public:
  // Whether the name that is read next is a relation's.
  bool reads_relation(const sql_token& one, const sql_token& before) {
    parenthesis& now = open_.back();
    if (one.kind == form::word) {
      if (one.text == "select") {
        now = {.selects = true};
        return false;
      }
      if (one.text == "from" && now.selects && !before.is_word("distinct")) {
        now.is_from = now.expects = true;
        return false;
      }
      if (now.is_from && contains(ends_of_from, one.text)) {
        now.is_from = now.expects = false;
        return false;
      }
      if ((now.is_from && one.text == "join") || one.text == "table") {
        now.expects = true;
        return false;
      }
      if (one.text == "only" || one.text == "lateral") return false;
    }
    return std::exchange(now.expects, false);
  }

  void read_symbol(const sql_token& one, bool follows_relation) {
    parenthesis& now = open_.back();
    if (one.is_symbol('(')) {
      const bool is_from = std::exchange(now.expects, false);
      open_.push_back({.selects = is_from, .is_from = is_from, .expects = is_from});
    } else if (one.is_symbol(')')) {
      if (open_.size() > 1) open_.pop_back();
    } else if ((one.is_symbol(',') && now.is_from) || (one.is_symbol('.') && follows_relation)) {
      now.expects = true;
    }
  }

 private:
  struct parenthesis {
    bool selects = false;
    bool is_from = false;
    bool expects = false;
  };
  std::vector<parenthesis> open_ = {{}};
};

// Whether the name there, behind its owners, is all that IS [NOT] NULL is said of.
bool is_asked_for_null(const std::vector<sql_token>& all, std::size_t at) {
  const auto is_word = [&](std::size_t place, std::string_view word) {
    return place < all.size() && all[place].is_word(word);
  };
  if (!is_word(at + 1, "is")) return false;
  if (!is_word(at + 2, "null") && !(is_word(at + 2, "not") && is_word(at + 3, "null"))) {
    return false;
  }
  while (at >= 2 && all[at - 1].is_symbol('.')) at -= 2;
  if (at == 0) return true;
  const sql_token& before = all[at - 1];
  return before.is_symbol('(') || before.is_word("and") || before.is_word("or") ||
         before.is_word("not") || before.is_word("where");
}

}  // namespace

sql_words::sql_words(std::string_view sql) {
  const std::vector<sql_token> tokens = model::sql_tokens(sql);
  sql_token before;
  from_clauses clauses;
  bool is_relation = false;  // the name before
  std::string schema;        // of the relation that is read next
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const sql_token& one = tokens[at];
    switch (one.kind) {
      case form::symbol: {
        const bool is_call = one.is_symbol('(') && before.kind == form::word &&
                             !contains(functions_of_one, before.text) &&
                             !contains(words_of_comparisons, before.text);
        const bool computes = symbols_of_numbers.find(one.text[0]) != std::string_view::npos;
        const bool is_arrow = one.is_symbol('>') && before.is_symbol('-');
        computes_ |= computes;
        if (is_call || is_arrow ||
            (!computes && symbols_of_comparisons.find(one.text[0]) == std::string_view::npos)) {
          is_plain_ = false;
        }
        if (one.is_symbol('*') && opens_columns(before)) takes_all_ = true;
        // What stands before a point only says where the next name is from.
        const bool is_owner =
            one.is_symbol('.') && (before.kind == form::name || before.kind == form::word);
        if (is_owner && is_relation) {
          schema = relations_.back().name;
          relations_.pop_back();
        } else if (is_owner) {
          others_.pop_back();
        }
        clauses.read_symbol(one, is_owner && is_relation);
        break;
      }
      case form::literal:
        literals_.push_back(one.text);
        break;
      case form::word:
        if (contains(words_beyond, one.text)) is_plain_ = false;
        if (one.text == "natural") takes_all_ = true;
        [[fallthrough]];
      case form::name:
        is_relation = clauses.reads_relation(one, before);
        if (is_relation) {
          relations_.push_back({std::exchange(schema, {}), one.text});
        } else {
          others_.push_back(one.text);
          if (!is_asked_for_null(tokens, at)) used_.push_back(one.text);
        }
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
  std::sort(others_.begin(), others_.end());
  std::sort(used_.begin(), used_.end());
}

bool sql_words::names(std::string_view identifier) const {
  return names_relation(identifier) || names_column(identifier);
}

bool sql_words::names_relation(std::string_view identifier) const {
  return std::any_of(relations_.begin(), relations_.end(),
                     [&](const relation& one) { return one.name == identifier; });
}

bool sql_words::names_relation(std::string_view schema, std::string_view identifier) const {
  return std::any_of(relations_.begin(), relations_.end(), [&](const relation& one) {
    return one.name == identifier && one.schema == schema;
  });
}

bool sql_words::asks_only_for_null(std::string_view column) const {
  return !std::binary_search(used_.begin(), used_.end(), column);
}

bool sql_words::names_column(std::string_view identifier) const {
  return std::binary_search(others_.begin(), others_.end(), identifier);
}

bool sql_words::says(std::string_view value) const {
  return std::any_of(literals_.begin(), literals_.end(), [&](const std::string& one) {
    return one == value || (one.starts_with('{') && one.find(value) != std::string::npos);
  });
}

}  // namespace sluice::diff
