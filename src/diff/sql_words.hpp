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
  // Of those, only IS [NOT] NULL, which is alike for all types.
  bool asks_only_for_null() const { return is_plain() && !compares_; }

 private:
  std::vector<std::string> relations_;  // sorted
  std::vector<std::string> others_;     // sorted
  std::vector<std::string> literals_;
  bool takes_all_ = false;
  bool is_plain_ = true;
  bool computes_ = false;
  bool compares_ = false;  // or calls a function
};

}  // namespace sluice::diff
