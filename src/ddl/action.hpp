// What a statement does, in PostgreSQL's terms and without its text: what the rules about hazards
// go by (hazard.hpp). The writers of statements say it; a reader of SQL written by hand can too.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/database.hpp"

namespace sluice::ddl {

// A table, view, sequence or index, or a type; a schema of "" is public.
struct relation {
  std::string schema;
  std::string name;
};

inline relation of(const model::table& table) {
  return {table.schema, table.name};
}

enum class object_kind {
  schema,
  role,
  type,
  enum_value,
  sequence,
  table,
  column,
  constraint,
  index,
  policy,
  view,
  materialized_view,
};

struct object {
  object_kind kind;
  relation at;  // itself; the table of a column, constraint, index or policy; the type of a value
  std::string part{};  // the name of what stands in a table or type
};

namespace action {

// Schemas, roles, types, sequences, tables and views: nothing can wait for them yet.
struct create {
  object what;
};
struct create_materialized_view {
  relation view;
  bool with_data = true;
};
struct rename {
  object what;
  std::string to;
};
struct set_schema {
  object what;
  std::string to;
};
// Schemas, roles, types, sequences, tables, policies and views; the rest has actions of its own.
struct drop {
  object what;
  std::vector<relation> tied{};  // to a table by foreign keys, either way
};

struct add_enum_value {
  relation type;
  std::string value;
};
struct alter_role {
  std::string name;
};
struct alter_sequence {
  relation sequence;
};
// SELECT setval(…)
struct set_sequence_position {
  relation sequence;
  relation counted{};  // the table whose rows say how far it is
  std::string column{};
  relation follows{};  // the sequence that it carries on; no name where it is none
};

struct set_row_security {
  relation table;
  bool enabled = true;
};
struct create_policy {
  relation table;
  std::string name;
};
struct alter_policy {
  relation table;
  std::string name;
};

struct add_column {
  relation table;
  std::string column;
  std::string type;
  std::optional<std::string> default_{};  // SQL text
  bool not_null = false;
  bool primary_key = false;
  bool identity = false;
  bool generated = false;
};
struct drop_column {
  relation table;
  std::string column;
  bool is_computed = false;  // generated from others
};
struct alter_column_type {
  relation table;
  std::string column;
  std::string from;
  std::string to;
  bool from_enum = false;
  bool to_enum = false;
  bool is_cast = false;          // by USING, where more goes through than by assignment
  std::vector<relation> tied{};  // by foreign keys on the column, either way
  std::string becomes{};         // what stands behind USING, where that is no cast
  // By way of text, to an enum of the same name that is made anew: the values that it lacks now.
  std::optional<std::vector<std::string>> gone{};
  bool not_null = false;
  std::string check{};  // one that names the column
  std::string index{};  // with an expression or a condition, on the column
};
struct set_default {
  relation table;
  std::string column;
};
struct drop_default {
  relation table;
  std::string column;
  bool not_null = false;
};
struct set_not_null {
  relation table;
  std::string column;
  bool has_default = false;
  bool may_be_proven = false;  // by a check of the table
};
struct drop_not_null {
  relation table;
  std::string column;
};
struct add_identity {
  relation table;
  std::string column;
};
struct alter_identity {
  relation table;
  std::string column;
  bool to_always = false;
};
struct drop_identity {
  relation table;
  std::string column;
};
struct drop_expression {
  relation table;
  std::string column;
};

struct add_key {
  relation table;
  std::string constraint;  // "" where PostgreSQL gives the name
  std::vector<std::string> columns;
  bool primary = false;
  bool nulls_not_distinct = false;
};
struct add_check {
  relation table;
  std::string constraint;
};
struct add_foreign_key {
  relation table;
  std::string constraint;
  relation target;
  std::vector<std::string> columns{};  // of the table
  std::vector<std::string> columns_to{};
};
struct drop_key {
  relation table;
  std::string constraint;
  std::vector<std::string> columns{};
  bool primary = false;
  bool nulls_not_distinct = false;
};
struct drop_check {
  relation table;
  std::string constraint;
};
struct drop_foreign_key {
  relation table;
  std::string constraint;
  relation target;
  std::vector<std::string> columns{};  // of the table
  std::vector<std::string> columns_to{};
};

struct create_index {
  relation table;
  std::string index;
  bool unique = false;
  bool concurrently = false;
};
struct drop_index {
  relation table;
  std::string index;
  bool unique = false;
};

// ALTER [MATERIALIZED] VIEW … SET or RESET (…)
struct set_view_options {
  relation view;
  bool materialized = false;
  bool changes_catalog_use = false;  // user_catalog_table is among them
};
struct set_tablespace {
  relation view;
};
struct set_access_method {
  relation view;
};

using any = std::variant<create, create_materialized_view, rename, set_schema, drop, add_enum_value,
                         alter_role, alter_sequence, set_sequence_position, set_row_security,
                         create_policy, alter_policy, add_column, drop_column, alter_column_type,
                         set_default, drop_default, set_not_null, drop_not_null, add_identity,
                         alter_identity, drop_identity, drop_expression, add_key, add_check,
                         add_foreign_key, drop_key, drop_check, drop_foreign_key, create_index,
                         drop_index, set_view_options, set_tablespace, set_access_method>;

}  // namespace action

}  // namespace sluice::ddl
