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

// Which roles are part of the schema: drizzle.config's `entities.roles`. Those of `include` alone
// where it names any, whatever they are; else all but `exclude`, the provider's, superusers, the
// server's own, the database's owner and who is connected: those no schema makes.
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
  // The policies that the wanted schema has on tables which are not its own (database.policies):
  // those of them that there are become the reading's. Nobody else's are read there.
  std::vector<model::policy> linked_policies;
  // Relations of our own and the ledger: "drizzle"."__drizzle_migrations". Left out, as are schemas
  // that hold nothing else.
  std::vector<std::pair<std::string, std::string>> left_out;
};

struct reading {
  // Tables, views, enums, sequences and schemas by name, columns as they stand, constraints,
  // indexes and policies by name. Spelt as drizzle-kit pull does where that is right:
  // - types: timestamp(3) with time zone, numeric(10, 2), varchar(20), char(3), text[][];
  // - defaults: 'a', 0, true, '{"a":1}'::jsonb, '{"x","y"}' as `generate` writes literals; anything
  //   else as the server prints it;
  // - indexes: every column with `nulls` and `opclass` (see implied_opclass); what is an expression
  //   and has an order, a collation or an operator class of its own says so in it: lower(name)
  //   COLLATE "C" text_pattern_ops DESC; `with` values as JSON: 70, true, "auto";
  // - foreign keys with schema_to "public"; a primary key of one column in the column, unless it
  //   has a name of its own;
  // - checks, policies and predicates as the server prints them; a check has no outer brackets.
  //
  // A table that no Drizzle schema could make again (a partition, an heir) is among `others`.
  model::database schema;
  // Sorted by kind, schema, relation, name.
  std::vector<model::other_object> others;
};

// In one snapshot (repeatable read, read only) and a fixed number of queries; what belongs to
// extensions is left out. PostgreSQL 13 to 18. Not within a transaction. Throws PG.*.
reading read(pg::connection& database, const scope& about);

}  // namespace sluice::catalog
