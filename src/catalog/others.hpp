// What a Drizzle schema can't say of a database: queries whose rows are kind, schema, relation,
// name and definition. A property of something that the model has (an index's included columns) is
// an object of its own kind, related to the table.
//
// The queries may use, besides `spaces`: `members`, what belongs to extensions (classid, objid),
// and `relations`, pg_class in the schemas that are read without those.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sluice::catalog {

// The beginning of each query, behind `spaces`.
extern const std::string_view others_prologue;

std::vector<std::string> others_of_tables(int server_version);
std::vector<std::string> others_of_columns(int server_version);
std::vector<std::string> others_of_constraints(int server_version);
std::vector<std::string> others_of_indexes(int server_version);
std::vector<std::string> others_of_rights(int server_version);
std::vector<std::string> others_in_schemas(int server_version);
std::vector<std::string> others_in_no_schema(int server_version);

}  // namespace sluice::catalog
