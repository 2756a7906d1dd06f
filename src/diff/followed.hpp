// What of a table goes along by itself when tables and columns are renamed: PostgreSQL keeps keys,
// indexes and checks on what they are on. Here is whether an old one has become a new one so.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "diff/comparison.hpp"
#include "model/sql_tokens.hpp"

namespace sluice::diff {

class followed {
 public:
  explicit followed(const comparison& all);

  // Whether anything was renamed that others follow.
  bool empty() const { return renamed_.empty(); }

  // What the parts of the old table are now, their names aside: the columns and tables that they
  // are on have their new names. Expressions are as they were.
  model::unique_constraint now(const model::table& before, model::unique_constraint one) const;
  model::primary_key now(const model::table& before, model::primary_key one) const;
  model::index now(const model::table& before, model::index one) const;
  model::foreign_key now(const model::table& before, model::foreign_key one) const;

  // Whether the expression, which stands in the old table or in none (nullptr), is now the other.
  bool is_now(const model::table* before, const std::string& was, const std::string& is) const;
  // Whether it says something by an old name that now belongs to something else.
  bool is_mistaken(const model::table* before, const std::string& sql) const;
  // Whether a table was renamed, or a column in it, and another has that name now.
  bool is_taken_over(const std::optional<std::string>& schema, const std::string& table) const;

 private:
  struct renames {
    const model::table* before;
    const model::table* after;
    std::unordered_map<std::string, std::string> columns;
    bool is_taken_over = false;
    std::unordered_set<std::string> columns_taken_over;  // by their old names
  };
  using tokens = std::vector<model::sql_token>;

  void add(const matched<model::table>& table, const matching<model::column>* columns);
  const renames* of(const model::table* before) const;
  const renames* called(const model::table* own, const std::string& table) const;
  void follow(const renames* table, std::vector<std::string>& columns) const;
  // `use` is told of every name that is followed: what was renamed, and the column if it is one.
  template <typename Use>
  tokens follow(const model::table* before, const std::string& sql, Use use) const;

  const comparison& all_;
  std::unordered_map<std::string, matched<model::table>> kept_;  // by key() before
  std::unordered_map<const model::table*, renames> renamed_;     // moved, or with renamed columns
  std::unordered_map<std::string, const renames*> by_name_;      // old, without the schema
  std::unordered_map<std::string, const model::table*> tables_;  // after, by key()
};

}  // namespace sluice::diff
