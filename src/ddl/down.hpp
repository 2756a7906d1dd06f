// The way back: the plan that undoes a migration. Where it can't bring back what was there, it says
// so, as a hazard and as a comment above the statement.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ddl/statement.hpp"
#include "diff/compare.hpp"
#include "model/database.hpp"

namespace sluice::ddl {

// `given`: the answers with which the way there was found.
std::vector<statement> plan_down(const model::database& before, const model::database& after,
                                 const diff::answers& given);

// The text of the file that takes back the migration `tag`.
std::string render_down(const std::vector<statement>& statements, bool breakpoints,
                        std::string_view tag);

}  // namespace sluice::ddl
