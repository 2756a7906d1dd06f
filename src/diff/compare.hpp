// Two models in, typed changes out. Never prompts: what only a person can know comes back as
// questions, and the caller asks again with the answers.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "diff/change.hpp"
#include "model/database.hpp"
#include "model/rename.hpp"

namespace sluice::diff {

using model::entity;
using model::entity_name;
using model::noted_rename;
using model::rename;

// "Is `to` new, or is it one of `candidates` renamed (or moved to another schema)?" Of constraints,
// indexes and values of enums nobody is asked: they are new unless an answer says otherwise.
struct question {
  entity kind = entity::table;
  entity_name to;
  std::vector<entity_name> candidates;
};

// How a column's values are carried over to a type that PostgreSQL has no cast for.
struct conversion {
  entity_name column;
  std::string expression;  // what stands behind USING
};

struct answers {
  // May swap names, or take the name of what is dropped.
  std::vector<rename> renames;
  std::vector<conversion> conversions;
  // Those that are new although a rename was possible.
  std::vector<std::pair<entity, entity_name>> created;
  std::vector<noted_rename> notes;
  // Enums that are made anew rather than get their new values: those are used in one transaction.
  std::vector<entity_name> remade_enums;
  bool refuse_all = false;  // every open question: it is new
};

struct outcome {
  std::vector<change> changes;
  // In the order of drizzle-kit's prompts. Not empty: `changes` holds no meaning yet. An answer can
  // raise new questions (the columns of a renamed table), so ask again until there are none.
  std::vector<question> questions;
  std::vector<rename> renames;  // those of the answers and notes that counted
  // What PostgreSQL can't do, or will do otherwise than it is said.
  diagnostics remarks;
};

// The changes point into `before` and `after`. Throws DIFF.RENAME_UNMATCHED (failure::config) where
// an answer or a note renames what is not there to be renamed.
outcome compare(const model::database& before, const model::database& after, const answers& given);
outcome compare(model::database&&, const model::database&, const answers&) = delete;
outcome compare(const model::database&, model::database&&, const answers&) = delete;
outcome compare(model::database&&, model::database&&, const answers&) = delete;

}  // namespace sluice::diff
