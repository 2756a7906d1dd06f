// Which environments are production, and what sluice.toml protects.
#pragma once

#include <optional>
#include <string>

#include "project/connection.hpp"
#include "run/consent.hpp"

namespace sluice::project {

// Its name is "production" or "prod".
bool is_production(const std::optional<config::environment_name>& environment);

// One in which a database may be pushed to, reset and seeded: development, test, ci and their kin.
bool is_development(const std::string& environment);

// The same consent, in an environment that sluice.toml may protect.
run::consent with_protection(run::consent by, const database_place& place);

}  // namespace sluice::project
