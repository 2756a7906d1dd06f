// A live database as a model: what a Drizzle schema can say of it, in the words in which
// drizzle-kit pull says it, and all the rest by kind, name and definition.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/database.hpp"
#include "model/other_object.hpp"
#include "pg/connection.hpp"

namespace sluice::catalog {

// Which roles are part of the schema: drizzle.config's `entities.roles`.
struct role_scope {
  bool wanted = false;
  std::vector<std::string> include, exclude;
  std::string provider;  // "", "neon", "supabase": whose own roles are left out
};

// What a command is about. Empty lists are drizzle-kit's defaults.
struct scope {
  std::vector<std::string> schema_filter;       // names; ["public"] is the default
  std::vector<std::string> tables_filter;       // globs; "!name" takes out
  std::vector<std::string> extensions_filters;  // "postgis"
  bool every_schema = false;                    // whatever schema_filter says
  role_scope roles;
  // Relations of our own and the ledger: "drizzle"."__drizzle_migrations". Left out, as are schemas
  // that hold nothing else.
  std::vector<std::pair<std::string, std::string>> left_out;
};

struct reading {
  model::database schema;
  // Sorted by kind, schema, relation, name.
  std::vector<model::other_object> others;
};

// In one snapshot (repeatable read, read only) and a fixed number of queries; what belongs to
// extensions is left out. PostgreSQL 13 to 18. Not within a transaction. Throws PG.*.
reading read(pg::connection& database, const scope& about);

}  // namespace sluice::catalog
