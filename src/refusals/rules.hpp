// The rules, a file for each kind of object: each adds what it finds.
#pragma once

#include <string>
#include <unordered_map>

#include "refusals/refusal.hpp"

namespace sluice::refusals {

using tables_by_name = std::unordered_map<std::string, const model::table*>;  // model::qualified()

void find_in_columns(const model::table& table, list& found);
void find_in_keys(const model::table& table, const tables_by_name& all, list& found);
void find_in_indexes(const model::table& table, list& found);
void find_in_expressions(const model::table& table, list& found);
void find_in_policies(const model::table& table, list& found);
void find_in_enums(const model::database& schema, list& found);
void find_in_sequences(const model::database& schema, list& found);
void find_in_names(const model::database& schema, list& found);
void find_long_names(const model::database& schema, list& found);

inline subject about(const model::table& table, const std::string& part) {
  return {table.schema, table.name, part};
}

}  // namespace sluice::refusals
