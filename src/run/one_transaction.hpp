// Several migrations as the one transaction of --tx all. Pure.
#pragma once

#include <vector>

#include "run/portion.hpp"

namespace sluice::run {

// Throws MIGRATE.ONE_TRANSACTION (failure::migration) where one of them can't be in it.
void expect_one_transaction(const std::vector<migration>& all);

}  // namespace sluice::run
