// What of a database the commands that read it are about, as drizzle.config says: schemaFilter,
// tablesFilter, extensionsFilters and entities.roles.
#pragma once

#include "catalog/read.hpp"
#include "config/settings.hpp"

namespace sluice::project {

// Without the ledger and sluice's own bookkeeping. Throws JSON.SYNTAX.
catalog::scope scope_of(const config::settings& said);

// Takes the table of applied data migrations out of what was found, unless it is wanted.
void take_tracking_out(model::database& found, const model::database& wanted);

// The same, and all that `schema` speaks of, which is compared with it: its schemas and roles, and
// its tables and views whatever tablesFilter says of their names; without the tracking.
catalog::scope widened(catalog::scope about, const model::database& schema);

}  // namespace sluice::project
