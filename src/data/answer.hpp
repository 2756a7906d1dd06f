// What a query gave, for JavaScript: [command, rows affected or null, names, type OIDs, rows].
// Small numbers, booleans and JSON are values; everything else is PostgreSQL's text.
#pragma once

#include "pg/result.hpp"
#include "script/native.hpp"

namespace sluice::data {

void write_answer(const pg::result& from, script::native_result& out);

}  // namespace sluice::data
