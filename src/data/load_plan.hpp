// How a load's fields become a table's columns: what is copied, and where something is worked out
// of it, what is selected.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "data/load_declaration.hpp"
#include "data/load_target.hpp"

namespace sluice::data {

// A column of the COPY.
struct copied_column {
  std::string name;
  std::string type;
  std::optional<std::size_t> field;  // nothing: `constant` for every row
  std::string constant;
  bool array = false;  // of PostgreSQL: JSON's are written as it writes them
};

// A column of the table and the expression on the staging table that fills it.
struct selected_column {
  std::string name;
  std::string expression;
  place where = {};  // of one that the declaration says
};

struct load_plan {
  // The rows go through a temporary table: an expression asks for it, or that the keys of what came
  // in are to be known.
  bool staged = false;
  bool keeps_keys = false;  // of its rows, for the way back
  std::vector<std::string> key;
  std::vector<copied_column> copied;
  std::vector<selected_column> selected;  // of a staged one

  std::vector<std::string> loaded_columns() const;
};

// Throws LOAD.COLUMNS with every mistake, LOAD.KEY (failure::config).
load_plan plan_load(const load_declaration& declaration, const load_target& target,
                    const std::vector<std::string>& names, const std::string& batch);

}  // namespace sluice::data
