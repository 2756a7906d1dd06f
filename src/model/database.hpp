// What a PostgreSQL schema is: plain structs, in the vocabulary of Drizzle's snapshot v7. No SQL,
// no files, no JSON.
//
// Order is part of the model: every vector stands in the order in which a JavaScript object would
// list those keys (see model/order.hpp), because snapshots and generated SQL follow it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/boxed.hpp"

namespace sluice::model {

// Options as the snapshot keeps them: decimal text, so that bigint bounds survive.
struct sequence_options {
  std::optional<std::string> increment;
  std::optional<std::string> min_value;
  std::optional<std::string> max_value;
  std::optional<std::string> start_with;
  std::optional<std::string> cache;
  std::optional<bool> cycle;

  bool operator==(const sequence_options&) const = default;
};

struct identity {
  bool always = false;  // GENERATED ALWAYS, else BY DEFAULT
  std::string name;     // of the owned sequence
  std::string schema;
  sequence_options options;

  bool operator==(const identity&) const = default;
};

// A default. Drizzle keeps SQL text as a JSON string and plain JavaScript values as they are.
struct default_value {
  enum class form {
    sql,   // `text` is an SQL expression, literals quoted: 'a', now()
    json,  // `text` is a JSON value that is no string: 0, 1.5, true, null, {"a":1}
  };
  form kind = form::sql;
  std::string text;

  bool operator==(const default_value&) const = default;
};

struct generated {
  std::string as;  // the expression; always STORED

  bool operator==(const generated&) const = default;
};

struct column {
  std::string name;
  std::string type;                        // as SQL writes it: varchar(255), text[], my_enum
  std::optional<std::string> type_schema;  // set for enums: "public" or the enum's schema
  bool primary_key = false;
  bool not_null = false;
  std::optional<default_value> default_;
  std::optional<model::generated> generated;
  boxed<model::identity> identity;

  bool operator==(const column&) const = default;
};

struct index_column {
  std::string expression;  // a column's name, or an expression
  bool is_expression = false;
  bool asc = true;
  std::optional<std::string> nulls;  // "first", "last"
  std::optional<std::string> opclass;
  // Of a column that was read from a database: PostgreSQL takes this operator class unasked. It is
  // no part of what the index is: not compared, not written.
  bool implied_opclass = false;

  bool operator==(const index_column& other) const {
    return expression == other.expression && is_expression == other.is_expression &&
           asc == other.asc && nulls == other.nulls && opclass == other.opclass;
  }
};

// A storage parameter or view option; `value` is JSON text (70, true, "auto").
struct option {
  std::string name;
  std::string value;

  bool operator==(const option&) const = default;
};

struct index {
  std::string name;
  std::vector<index_column> columns;
  bool is_unique = false;
  std::optional<std::string> where;
  bool concurrently = false;
  std::string method = "btree";
  std::vector<option> with;

  bool operator==(const index&) const = default;
};

struct foreign_key {
  std::string name;
  std::string table_from;
  std::string table_to;
  std::optional<std::string> schema_to;
  std::vector<std::string> columns_from;
  std::vector<std::string> columns_to;
  std::optional<std::string> on_delete;  // lower case, as Drizzle writes it: "no action"
  std::optional<std::string> on_update;

  bool operator==(const foreign_key&) const = default;
};

struct primary_key {  // composite, or named
  std::string name;
  std::vector<std::string> columns;

  bool operator==(const primary_key&) const = default;
};

struct unique_constraint {
  std::string name;
  bool nulls_not_distinct = false;
  std::vector<std::string> columns;

  bool operator==(const unique_constraint&) const = default;
};

struct check_constraint {
  std::string name;
  std::string value;  // the condition

  bool operator==(const check_constraint&) const = default;
};

struct policy {
  std::string name;
  std::optional<std::string> as;               // PERMISSIVE, RESTRICTIVE
  std::optional<std::string> for_;             // ALL, SELECT, INSERT, UPDATE, DELETE
  std::optional<std::vector<std::string>> to;  // role names, sorted
  std::optional<std::string> using_;
  std::optional<std::string> with_check;
  // Only on policies that stand outside the schema's own tables: "schema"."table" and its schema.
  std::optional<std::string> on;
  std::optional<std::string> schema;

  bool operator==(const policy&) const = default;
};

struct table {
  std::string name;
  std::string schema;  // "" is public, as in the snapshot
  std::vector<column> columns;
  std::vector<index> indexes;
  std::vector<foreign_key> foreign_keys;
  std::vector<primary_key> primary_keys;
  std::vector<unique_constraint> unique_constraints;
  std::vector<policy> policies;
  std::vector<check_constraint> check_constraints;
  bool is_rls_enabled = false;

  bool operator==(const table&) const = default;
};

struct enum_type {
  std::string name;
  std::string schema;  // "public" where none is given
  std::vector<std::string> values;

  bool operator==(const enum_type&) const = default;
};

struct sequence {
  std::string name;
  std::string schema;  // "public" where none is given
  sequence_options options;

  bool operator==(const sequence&) const = default;
};

struct role {
  std::string name;
  std::optional<bool> create_db;
  std::optional<bool> create_role;
  std::optional<bool> inherit;

  bool operator==(const role&) const = default;
};

struct view {
  std::string name;
  std::string schema;  // "public" where none is given
  std::vector<column> columns;
  std::optional<std::string> definition;  // none on existing views
  bool materialized = false;
  bool is_existing = false;
  std::optional<std::vector<option>> with;  // in Drizzle's camelCase names
  std::optional<bool> with_no_data;
  std::optional<std::string> using_;
  std::optional<std::string> tablespace;

  bool operator==(const view&) const = default;
};

struct database {
  std::vector<table> tables;
  std::vector<enum_type> enums;
  std::vector<std::string> schemas;  // without public
  std::vector<sequence> sequences;
  std::vector<role> roles;
  std::vector<policy> policies;  // outside the tables above
  std::vector<view> views;

  bool operator==(const database&) const = default;
};

// "schema.name", the key of a table, enum, sequence or view in a snapshot; "" means public.
std::string qualified(const std::string& schema, const std::string& name);

// The element of that name, or nullptr.
template <typename Named>
const Named* find(const std::vector<Named>& all, const std::string& name) {
  for (const Named& one : all) {
    if (one.name == name) return &one;
  }
  return nullptr;
}

}  // namespace sluice::model
