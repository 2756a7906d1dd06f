// Typed changes in, PostgreSQL statements out, in the order in which they apply.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ddl/action.hpp"
#include "ddl/hazard.hpp"
#include "diff/change.hpp"
#include "model/database.hpp"

namespace sluice::ddl {

struct statement {
  std::string sql;              // with its semicolon, as it stands in the file
  action::any does;             // the same, typed
  std::vector<hazard> hazards;  // none on what the same plan creates
};

std::vector<statement> plan(const std::vector<diff::change>& changes, const model::database& before,
                            const model::database& after);

// The text of a migration file: statements joined as drizzle-kit joins them.
std::string render(const std::vector<statement>& statements, bool breakpoints);

}  // namespace sluice::ddl
