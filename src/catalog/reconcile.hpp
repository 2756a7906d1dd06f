// PostgreSQL prints expressions in words of its own: `'a'` comes back as `'a'::text`. Whether two
// texts are the same default, condition, view or policy is for PostgreSQL's own parser to say.
#pragma once

#include "model/database.hpp"
#include "pg/connection.hpp"

namespace sluice::catalog {

// `live`, as it was read from `database`, in the spelling of `wanted` wherever both mean the same:
// comparing the result with `wanted` finds what really differs. What can be told without the server
// is; the rest is asked in one transaction that is rolled back, on temporary objects: no lock on a
// table of the user's, nothing written. Where the server can't be asked (no right to make temporary
// tables, a standby) the texts count as different. Not within a transaction. Throws PG.*.
model::database reconciled(model::database live, const model::database& wanted,
                           pg::connection& database);

}  // namespace sluice::catalog
