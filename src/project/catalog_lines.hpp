// What a database holds, as lines of text from PostgreSQL's catalog: two databases with the same
// lines have the same schema, as far as pg_dump --schema-only and a Drizzle schema can say.
#pragma once

#include <string>
#include <vector>

#include "pg/connection.hpp"
#include "run/ledger.hpp"

namespace sluice::project {

// Sorted. Within a transaction the search path is put back at its end.
std::vector<std::string> catalog_lines(pg::connection& database);

// A hash of them, without what belongs to the server (roles), to sluice and to the ledger.
std::string catalog_state(pg::connection& database, const run::ledger_name& ledger);

// "- " what `got` misses and "+ " what it has besides; nothing where they are the same.
std::vector<std::string> catalog_difference(const std::vector<std::string>& want,
                                            const std::vector<std::string>& got);

}  // namespace sluice::project
