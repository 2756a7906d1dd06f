// Columns that a file adds as NOT NULL with nothing to fill them: where rows are, PostgreSQL
// refuses that, though a rollback may have kept the values (trash.hpp). Pure.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "run/script.hpp"

namespace sluice::run {

struct unfilled_column {
  std::string schema;  // "" where none is said
  std::string table, column;
  std::size_t statement = 0;
  std::pair<std::size_t, std::size_t> words;  // where NOT and NULL stand in it
};

std::vector<unfilled_column> unfilled_columns(const script& of);

// The statement without these words: what stands elsewhere in it stays where it is.
void leave_nullable(script& in, const unfilled_column& column);

}  // namespace sluice::run
