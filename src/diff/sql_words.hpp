// What a piece of SQL names. The model keeps conditions, expressions and views as text, so what
// they use is read from their words: every identifier counts, whatever it stands for,
// but for those that say where the next one is from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sluice::diff {

class sql_words {
 public:
  explicit sql_words(std::string_view sql);

  // Unquoted names in lower case, as PostgreSQL reads them. Keywords are among them.
  bool names(std::string_view identifier) const;
  // What a FROM clause reads, and everything else.
  bool names_relation(std::string_view identifier) const;
  // Only where it is said to be in that schema; "" for those that are said to be in none.
  bool names_relation(std::string_view schema, std::string_view identifier) const;
  bool names_column(std::string_view identifier) const;
  // Columns that it doesn't spell out: select *, t.*, NATURAL JOIN.
  bool takes_all() const { return takes_all_; }
  // A string literal that holds the value: 'a', '{a,b}'.
  bool says(std::string_view value) const;
  bool has_literals() const { return !literals_.empty(); }
  // Comparisons, AND, OR, NOT and functions with one argument, of columns and plain literals:
  // PostgreSQL reads those alike for types of one family.
  bool is_plain() const { return is_plain_ && !computes_; }
  // With + - * / besides, which are alike for numbers: PostgreSQL writes no cast between whole
  // ones.
  bool is_plain_for_numbers() const { return is_plain_; }
  // Whether a column only stands before IS [NOT] NULL, which is alike for all types.
  bool asks_only_for_null(std::string_view column) const;

 private:
  struct relation {
    std::string schema;
    std::string name;
  };
  std::vector<relation> relations_;
  std::vector<std::string> others_;  // sorted
  std::vector<std::string> used_;    // of those, what does not only stand before IS [NOT] NULL
  std::vector<std::string> literals_;
  bool takes_all_ = false;
  bool is_plain_ = true;
  bool computes_ = false;
};

}  // namespace sluice::diff
