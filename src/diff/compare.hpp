// Two models in, typed changes out. Never prompts: what only a person can know comes back as questions,
// and the caller asks again with the answers.
#pragma once

#include <string>
#include <vector>

#include "diff/change.hpp"
#include "model/database.hpp"

namespace sluice::diff {

enum class entity { schema, enum_type, sequence, role, table, column, policy, view };

// The name of something, as deep as its kind needs: schema, table (for columns and policies), name.
struct entity_name {
  std::string schema;  // "" where the kind has none; "public" is said
  std::string table;
  std::string name;

  bool operator==(const entity_name&) const = default;
};

// "Is `to` new, or is it one of `candidates` renamed (or moved to another schema)?"
struct question {
  entity kind = entity::table;
  entity_name to;
  std::vector<entity_name> candidates;
};

struct rename {
  entity kind = entity::table;
  entity_name from;
  entity_name to;
};

struct answers {
  std::vector<rename> renames;
  // Those that are new although a rename was possible.
  std::vector<std::pair<entity, entity_name>> created;
  bool refuse_all = false;  // every open question: it is new
};

struct outcome {
  std::vector<change> changes;
  std::vector<question> questions;  // not empty: `changes` holds no meaning yet
};

outcome compare(const model::database& before, const model::database& after,
                const answers& given);

}  // namespace sluice::diff
