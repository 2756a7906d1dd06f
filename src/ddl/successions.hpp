// What a plan takes away and gives back in another form: sequences that go on where another was,
// keys that held before, and views and enums that are made anew.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "ddl/statement.hpp"

namespace sluice::ddl {

class successions {
 public:
  explicit successions(const std::vector<statement>& plan);

  // The sequence, or a column's own, has a successor or is one.
  bool carries_on(const relation& sequence) const;
  bool carries_on(const relation& table, const std::string& column) const;
  bool makes_anew(const object& what) const;
  bool makes_anew(const action::drop_column& does) const;
  // Every row met a key that the plan drops, and so meets this one.
  bool holds(const action::add_key& does) const;
  bool holds(const action::add_foreign_key& does) const;

 private:
  bool has_other_values(const relation& table, const std::vector<std::string>& columns) const;

  std::unordered_set<std::string> sequences_, columns_, views_, types_, foreign_keys_;
  std::unordered_set<std::string> other_values_;  // columns
  std::unordered_set<std::string> added_columns_;
  std::vector<action::drop_key> keys_;
};

// What is so replaced is no loss, and those who use it don't miss it.
void forgive(std::vector<hazard>& hazards, const action::any& does, const successions& next);

}  // namespace sluice::ddl
