// Columns that get another type, or go (and perhaps come back), and what PostgreSQL refuses to let
// stand on them meanwhile: that is dropped before and made again after.
#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "diff/casts.hpp"
#include "diff/sql_words.hpp"
#include "model/database.hpp"

namespace sluice::diff {

struct touched_column {
  enum class how {
    retyped,
    recreated,   // its enum is
    made_again,  // dropped and added
    dropped,
  };
  const model::column* before;
  how what = how::dropped;
  column_kind from{};
  column_kind to{};
};

// Of one table, under its old names.
class touched_table {
 public:
  void add(touched_column one) { columns_.push_back(std::move(one)); }
  const std::vector<touched_column>& columns() const { return columns_; }

  // A column whose enum is made anew, before other changes.
  bool has_recreated() const;

  // A view that takes all columns is another one afterwards.
  void change_columns() { has_other_columns_ = true; }
  bool has_other_columns() const { return has_other_columns_; }

  // What stands on the table itself. Only a policy that changes can have used a column that is
  // dropped.
  bool holds(const model::check_constraint& one) const;
  bool holds(const model::index& one) const;
  bool holds(const model::policy& one, bool is_changed) const;
  bool holds_key(const std::vector<std::string>& columns) const;
  bool holds_reference(const std::vector<std::string>& columns) const;
  bool holds_generated(const model::generated& one) const;

 private:
  // Whether an expression would be read in another way, or not at all.
  bool holds_expression(const sql_words& words) const;

  std::vector<touched_column> columns_;
  bool has_other_columns_ = false;
};

using touched_tables = std::unordered_map<const model::table*, touched_table>;  // by the old ones

// What stands on columns of any table, by the names in its text.
bool holds(const touched_tables& all, const sql_words& words, bool is_changed);

}  // namespace sluice::diff
