// What of a database the commands that read it are about, as drizzle.config says: schemaFilter,
// tablesFilter, extensionsFilters and entities.roles.
#pragma once

#include "catalog/read.hpp"
#include "config/settings.hpp"

namespace sluice::project {

// Without the ledger and sluice's own bookkeeping. Throws JSON.SYNTAX.
catalog::scope scope_of(const config::settings& said);

}  // namespace sluice::project
