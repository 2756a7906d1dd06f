// What of a database the commands that read it are about, as drizzle.config says: schemaFilter,
// tablesFilter, extensionsFilters and entities.roles.
#pragma once

#include "catalog/read.hpp"
#include "config/settings.hpp"

namespace sluice::project {

// Without the ledger and sluice's own bookkeeping. Throws JSON.SYNTAX.
catalog::scope scope_of(const config::settings& said);

// The same, and all that `schema` speaks of, which is compared with it: its schemas and roles, and
// its tables and views whatever tablesFilter says of their names.
catalog::scope widened(catalog::scope about, const model::database& schema);

}  // namespace sluice::project
