// From the staging table to the one that is meant: append and upsert, and what is kept of it for
// the way back. What the table refuses is found by halves.
#pragma once

#include "data/bad_rows.hpp"
#include "data/load_plan.hpp"
#include "pg/connection.hpp"

namespace sluice::data {

// The temporary table that a plan's COPY goes to; gone with the transaction. Throws LOAD.EXPRESSION
// (failure::config) for one that PostgreSQL can't make sense of.
std::string staging_table();
void create_staging(pg::connection& connection, const load_plan& plan);

struct moved_rows {
  std::uint64_t inserted = 0, updated = 0;
  std::vector<std::string> transactions;
};

moved_rows move_staged(pg::connection& connection, const load_declaration& declaration,
                       const load_target& target, const load_plan& plan, std::int64_t load_id,
                       bad_rows& bad);

}  // namespace sluice::data
