// The table that a load goes to, as the database has it.
#pragma once

#include <string>
#include <vector>

#include "data/load_declaration.hpp"
#include "pg/connection.hpp"

namespace sluice::data {

struct target_column {
  std::string name;
  std::string type;  // as format_type() says it
  bool not_null = false;
  bool has_default = false;  // or is an identity
  bool generated = false;
  bool array = false;
};

struct load_target {
  std::string schema, table;
  std::vector<target_column> columns;
  std::vector<std::string> primary_key;
  std::vector<std::vector<std::string>> unique_keys;  // with the primary key
  bool checks_at_end = false;             // foreign keys, and triggers after the statement
  std::vector<std::string> pulled_along;  // tables whose rows go or change with this one's

  std::string quoted() const;  // "public"."users"
  std::string display() const;
  const target_column* find(const std::string& name) const;
  std::vector<std::string> column_names() const;
};

// Throws LOAD.TABLE (failure::config).
load_target read_target(pg::connection& connection, const load_declaration& declaration);

}  // namespace sluice::data
