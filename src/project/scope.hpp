// What of a database the commands that read it are about, as drizzle.config says: schemaFilter,
// tablesFilter, extensionsFilters and entities.roles.
#pragma once

#include "catalog/read.hpp"
#include "config/settings.hpp"

namespace sluice::project {

// Without the ledger and sluice's own bookkeeping. Throws JSON.SYNTAX.
catalog::scope scope_of(const config::settings& said);

// Which data migrations were applied is nothing that a schema has to say, unless it does.
void leave_tracking_out(catalog::scope& about, const model::database& wanted);

// The same, and all that `schema` speaks of, which is compared with it: its schemas and roles, and
// its tables and views whatever tablesFilter says of their names; without the tracking.
catalog::scope widened(catalog::scope about, const model::database& schema);

}  // namespace sluice::project
