// public.data_migrations: which data migrations a database has.
#pragma once

#include <string>
#include <vector>

#include "data/migration.hpp"
#include "pg/connection.hpp"

namespace sluice::data {

struct applied_row {
  std::string name, schema;
  std::string at;  // "2026-03-01 12:00:00", as the server has it
};

struct tracking {
  bool exists = false;
  std::vector<applied_row> rows;  // in the order in which they were applied

  bool has(const std::string& name) const;
};

// Throws DATA.TABLE where a table of that name has other columns.
tracking read_tracking(pg::connection& connection);

// Where it is missing. Throws DATA.TABLE where the role may not.
void create_tracking(pg::connection& connection);

// The statements of one migration's end; both in its transaction.
void track(pg::connection& connection, const migration& one);
void untrack(pg::connection& connection, const migration& one);

// What a dry run shows.
std::string sql_of_tracking();

}  // namespace sluice::data
