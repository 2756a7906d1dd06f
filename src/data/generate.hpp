// Generated rows for the tables of a live database, in one transaction, by COPY.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "data/table_shape.hpp"
#include "pg/connection.hpp"

namespace sluice::data {

struct generate_request {
  struct named_table {
    std::string name;  // users, app.users
    std::optional<std::uint64_t> rows;
  };
  std::uint64_t rows = 100;         // of each table
  std::vector<named_table> tables;  // those alone, where any is named
  std::uint64_t seed = 1;
  double nulls = 0.1;                         // of the rows, in each column that may be NULL
  std::vector<std::string> password_columns;  // users.password, or password of every table
  std::string password = "password";
  int password_cost = 10;
  bool hash_each = false;  // else all have one hash
  // Tables that it is false for are left alone, and may be referred to.
  std::function<bool(const table_shape&)> is_wanted;
};

struct generated_table {
  std::string name;
  std::uint64_t rows = 0;
  std::chrono::microseconds took{0};
};

struct generate_observer {
  std::function<void(const std::string& table, std::uint64_t rows, std::uint64_t of)> progress;
  std::function<void(const generated_table&)> done;
};

// All or nothing: exactly so many rows in each table. The same for the same database and seed.
// Sequences stand behind the last value that was used. Throws SEED.NO_TABLE, SEED.NO_COLUMN,
// SEED.NEEDS_ROWS, SEED.CIRCLE, SEED.TOO_FEW_VALUES, SEED.UNKNOWN_TYPE, SEED.UNMET
// (failure::config), SEED.REFUSED (failure::migration), PG.*.
std::vector<generated_table> generate_rows(pg::connection& database, const generate_request& asked,
                                           const generate_observer& watch);

}  // namespace sluice::data
