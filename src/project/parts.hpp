// What one generate writes: a migration, or two where PostgreSQL needs a commit in between.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "ddl/statement.hpp"
#include "diff/compare.hpp"
#include "model/database.hpp"

namespace sluice::project {

struct part {
  const model::database* from = nullptr;
  const model::database* to = nullptr;
  diff::answers answers;
  std::vector<ddl::statement> up;
};

struct parts {
  // Between two of them. Not moved: they point to it.
  std::unique_ptr<model::database> between;
  std::vector<part> all;  // empty where nothing changed
};

// Between their texts, where both are printed.
inline constexpr std::string_view next_migration = "\n-- the next migration\n";

// `before` and `after` must outlive them.
parts plan_parts(const model::database& before, const model::database& after,
                 const diff::outcome& found, const diff::answers& answers);

}  // namespace sluice::project
