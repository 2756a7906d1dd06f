#include "refusals/rules.hpp"

namespace sluice::refusals {

list find(const model::database& schema) {
  list found;
  tables_by_name tables;
  for (const model::table& table : schema.tables) {
    tables.emplace(model::qualified(table.schema, table.name), &table);
  }
  find_long_names(schema, found);
  find_in_names(schema, found);
  find_in_enums(schema, found);
  find_in_sequences(schema, found);
  for (const model::table& table : schema.tables) {
    find_in_columns(table, found);
    find_in_keys(table, tables, found);
    find_in_indexes(table, found);
    find_in_expressions(table, found);
    find_in_policies(table, found);
  }
  return found;
}

}  // namespace sluice::refusals
