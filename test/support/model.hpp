// Parts of models in few words.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "diff/compare.hpp"
#include "model/database.hpp"

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

}  // namespace sluice::test
