// What sluice.toml says of the database's environment, for the consent that destroying takes.
#pragma once

#include "project/connection.hpp"
#include "run/consent.hpp"

namespace sluice::project {

// The same consent, in an environment that sluice.toml may protect.
run::consent with_protection(run::consent by, const database_place& place);

}  // namespace sluice::project
