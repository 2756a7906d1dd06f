#include "project/summary.hpp"

namespace sluice::project {

summary summarize(const model::database& database) {
  summary out;
  for (const model::table& one : database.tables) {
    out.tables.push_back({.schema = one.schema,
                          .name = one.name,
                          .columns = static_cast<int>(one.columns.size()),
                          .indexes = static_cast<int>(one.indexes.size()),
                          .foreign_keys = static_cast<int>(one.foreign_keys.size())});
  }
  for (const model::enum_type& one : database.enums) {
    out.enums.push_back({.name = one.name, .values = one.values});
  }
  return out;
}

}  // namespace sluice::project
