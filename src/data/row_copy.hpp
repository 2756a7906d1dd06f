// Made rows into a table by COPY; those whose conditions nobody but PostgreSQL understands are
// tried in a temporary table before.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "data/rows.hpp"
#include "pg/connection.hpp"

namespace sluice::data {

// Of the table's rows, what others will point to.
struct referred_columns {
  std::vector<std::size_t> columns;
  std::shared_ptr<reference_pool> pool;
};

std::vector<std::size_t> places_of(const table_shape& table, const std::vector<std::string>& names);

// Exactly so many. Gives how many numbers of a sequence were used: more, where rows were tried.
// Within a transaction. Throws SEED.UNMET, SEED.REFUSED, SEED.TOO_FEW_VALUES, PG.*.
std::int64_t copy_rows(pg::connection& database, const table_shape& table, std::uint64_t rows,
                       const std::vector<referred_columns>& referred,
                       const std::function<std::unique_ptr<row_maker>()>& make,
                       const std::function<void(std::uint64_t)>& progress);

// What PostgreSQL refused, said of the table. Throws SEED.REFUSED, PG.*.
[[noreturn]] void refuse_rows(pg::connection& database, const table_shape& table,
                              const pg::outcome& came, const std::string& sql);

}  // namespace sluice::data
