// What leads from one schema to another.
#pragma once

#include <string>
#include <vector>

#include "ddl/statement.hpp"
#include "diff/compare.hpp"
#include "project/renames.hpp"

namespace sluice::project {

struct way {
  // As a migration file has it; "" where nothing differs. Where there are two, a comment stands in
  // between.
  std::string sql;
  std::vector<ddl::statement> statements;  // of all
  std::vector<diff::question> questions;   // open ones: there is no SQL then
};

// Throws as compare() does.
way way_between(const model::database& before, const model::database& after,
                const rename_answers& answers, const ask_rename& ask);

// Where every question is answered: it is new.
way way_between(const model::database& before, const model::database& after);

}  // namespace sluice::project
