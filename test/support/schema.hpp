// Models in few words, and the SQL from one to another.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "ddl/statement.hpp"
#include "diff/compare.hpp"

namespace sluice::test {

inline model::column column(std::string name, std::string type, bool not_null = false) {
  return {.name = std::move(name), .type = std::move(type), .not_null = not_null};
}

inline model::column key_column(std::string name, std::string type = "integer") {
  return {.name = std::move(name), .type = std::move(type), .primary_key = true, .not_null = true};
}

inline model::table table(std::string name, std::vector<model::column> columns) {
  return {.name = std::move(name), .columns = std::move(columns)};
}

inline model::database database(std::vector<model::table> tables) {
  return {.tables = std::move(tables)};
}

inline model::foreign_key reference(std::string name, const std::string& from,
                                    std::vector<std::string> columns, const std::string& to,
                                    std::vector<std::string> target) {
  return {.name = std::move(name),
          .table_from = from,
          .table_to = to,
          .columns_from = std::move(columns),
          .columns_to = std::move(target)};
}

inline diff::rename renamed(diff::entity kind, diff::entity_name from, diff::entity_name to) {
  return {kind, std::move(from), std::move(to)};
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
