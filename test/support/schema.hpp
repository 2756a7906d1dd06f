// Models in few words (model.hpp), and the SQL from one to another.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "ddl/statement.hpp"
#include "diff/compare.hpp"
#include "support/model.hpp"

namespace sluice::test {

inline model::database database(std::vector<model::table> tables) {
  return {.tables = std::move(tables)};
}

// One line a statement.
inline std::string sql(const model::database& before, const model::database& after,
                       std::vector<diff::rename> renames = {}) {
  diff::answers given;
  given.renames = std::move(renames);
  given.refuse_all = true;
  const diff::outcome found = diff::compare(before, after, given);
  std::string out;
  for (const ddl::statement& one : ddl::plan(found.changes, before, after)) {
    out += concat(trim(one.sql), "\n");
  }
  return out;
}

}  // namespace sluice::test
