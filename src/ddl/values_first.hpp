// PostgreSQL lets nobody use an enum's new value before the transaction that added it has ended.
// Where a plan does, the values come in a migration of their own.
#pragma once

#include <optional>
#include <vector>

#include "ddl/action.hpp"
#include "ddl/statement.hpp"
#include "diff/compare.hpp"
#include "model/database.hpp"

namespace sluice::ddl {

// The enums whose new values are used by the plan that adds them.
std::vector<relation> used_at_once(const std::vector<statement>& plan,
                                   const model::database& after);

// The schema between the two migrations, `before` with the values that `plan` adds; nothing where
// one will do.
std::optional<model::database> values_first(const std::vector<statement>& plan,
                                            const model::database& before,
                                            const model::database& after,
                                            const diff::answers& given);

}  // namespace sluice::ddl
