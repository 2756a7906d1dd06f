// A data migration that is plain SQL: NNNN_name.up.sql, NNNN_name.down.sql.
#pragma once

#include <filesystem>
#include <string>

#include "pg/connection.hpp"

namespace sluice::data {

// The file's text. Throws FILE.READ, DATA.FILE_ENDS_TRANSACTION where a statement of it would end
// the transaction that it is run in.
std::string read_sql(const std::filesystem::path& file);

// Throws DATA.QUERY with the place in the file; PG.*.
void run_sql(pg::connection& connection, const std::string& sql, const std::filesystem::path& file);

}  // namespace sluice::data
