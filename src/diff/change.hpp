// What has to happen to turn one schema into another: one struct for each kind of change. They
// point into the two models that were compared, which must outlive them.
//
// A name without a model object behind it is the one that stands when the change's turn comes:
// schemas first, then enums, sequences and roles, then tables, columns and views are moved and
// renamed.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "model/database.hpp"

namespace sluice::diff {

// A schema may be "" where the snapshot says so: public, unsaid.
struct object_name {
  std::string schema;
  std::string name;

  bool operator==(const object_name&) const = default;
};

// Names that go round in a circle need a temporary one: what is renamed in two steps has it between
// them.
struct two_steps {
  std::string temporary;
  bool is_first = false;
  bool is_second = false;
};

struct create_schema {
  std::string name;
};
struct rename_schema {
  std::string from;
  std::string to;
};
struct drop_schema {
  std::string name;
};

struct create_enum {
  const model::enum_type* type;
};
struct move_enum {
  const model::enum_type* type;  // after
  object_name from;
  std::string to_schema;
};
struct rename_enum {
  const model::enum_type* type;  // after
  object_name from;
  std::string to;
};
struct rename_enum_value {
  const model::enum_type* type;  // after
  std::string from;
  std::string to;
};
struct add_enum_value {
  const model::enum_type* type;  // after
  std::string value;
  std::string before;  // an existing value, or "" for the end
};
// A value was taken away: the type is made anew, and every column that uses it is carried over.
struct recreate_enum {
  struct use {
    const model::table* table;  // after
    const model::column* column;
  };
  const model::enum_type* type;  // after
  std::vector<use> uses;
  std::vector<std::string> gone;  // values
};
struct drop_enum {
  object_name type;
};

struct create_sequence {
  const model::sequence* sequence;
};
struct move_sequence {
  const model::sequence* sequence;  // after
  object_name from;
  std::string to_schema;
};
struct rename_sequence {
  const model::sequence* sequence;  // after
  object_name from;
  std::string to;
};
struct alter_sequence {
  const model::sequence* from;
  const model::sequence* to;
};
struct drop_sequence {
  object_name sequence;
};

struct create_role {
  const model::role* role;
};
struct rename_role {
  std::string from;
  std::string to;
};
struct alter_role {
  const model::role* role;  // after
};
struct drop_role {
  std::string name;
};

struct create_table {
  const model::table* table;
};
struct move_table {
  const model::table* table;  // after
  object_name from;
  std::string to_schema;
  const model::table* before;
};
struct rename_table {
  const model::table* table;  // after
  object_name from;
  std::string to;
};
struct drop_table {
  const model::table* table;  // before
  object_name name;           // differs from the table's own where its schema was renamed
};
struct enable_rls {
  const model::table* table;
};
struct disable_rls {
  const model::table* table;  // nullptr where it is dropped or moved later on
  object_name name;
};

// From here on, `table` is the table as it shall be.
struct rename_column {
  const model::table* table;
  const model::column* from;
  const model::column* to;
  two_steps by = {};

  const std::string& from_name() const { return by.is_second ? by.temporary : from->name; }
  const std::string& to_name() const { return by.is_first ? by.temporary : to->name; }
};
struct add_column {
  const model::table* table;
  const model::column* column;
};
struct drop_column {
  const model::table* table;
  const model::column* column;
  bool is_early = false;  // before other columns change, to be made again after
};
struct alter_column_type {
  const model::table* table;
  const model::column* from;
  const model::column* to;
  bool from_enum = false;
  bool to_enum = false;
  bool needs_cast = false;    // that has to be written out
  bool has_no_cast = false;   // PostgreSQL can't do it without such an expression:
  bool default_goes = false;  // the old default can't be cast: it is dropped before
  std::string using_{};       // another expression than the cast
};
// A column numbers its rows in another way: by a sequence of its own (serial), by an identity, or
// not at all. The old way ends before other changes of the column, the new one begins after them.
struct end_numbering {
  const model::table* table;
  const model::column* from;
  const model::column* to;
  std::string sequence{};  // that of the old way
  std::string kept_as{};   // its name until the new one has its position; "" where it is dropped
  std::string follower{};  // the sequence of the new way
};
struct begin_numbering {
  const model::table* table;
  const model::column* from;
  const model::column* to;
  std::string sequence{};
  std::string follows{};  // what the old one is called by then; "" where the rows say how far it is
};
// Set or dropped, as the new column has a default or none.
struct alter_column_default {
  const model::table* table;
  const model::column* from;
  const model::column* to;
};
struct alter_column_not_null {
  const model::table* table;
  const model::column* column;
};
struct alter_column_identity {
  const model::table* table;
  const model::column* from;
  const model::column* to;
};
struct alter_column_generated {
  const model::table* table;
  const model::column* from;
  const model::column* to;
};
// A primary key that stands in the column itself, and has no name of its own.
struct add_column_primary_key {
  const model::table* table;
  const model::column* column;
};
struct drop_column_primary_key {
  const model::table* table;
  const model::column* column;  // before
  std::string constraint;       // as PostgreSQL called it
};

struct add_primary_key {
  const model::table* table;
  const model::primary_key* key;
};
struct alter_primary_key {
  const model::table* table;
  const model::primary_key* from;
  const model::primary_key* to;
};
struct drop_primary_key {
  const model::table* table;
  const model::primary_key* key;
};

struct add_unique {
  const model::table* table;
  const model::unique_constraint* constraint;
};
struct drop_unique {
  const model::table* table;
  const model::unique_constraint* constraint;
};
struct add_check {
  const model::table* table;
  const model::check_constraint* constraint;
};
struct drop_check {
  const model::table* table;
  const model::check_constraint* constraint;
};

// `target` is the table that the key points to, as it shall be: nullptr where the schema has none
// such.
struct add_foreign_key {
  const model::table* table;
  const model::foreign_key* key;
  const model::table* target;
  bool table_is_new = false;
};
struct drop_foreign_key {
  const model::table* table;
  const model::foreign_key* key;
  const model::table* target;
};

struct create_index {
  const model::table* table;
  const model::index* index;
  bool table_is_new = false;
};
struct drop_index {
  const model::table* table;
  const model::index* index;
  bool is_early = false;  // before columns change
};

// A primary key, unique, check or foreign key of a table that has its new name.
struct rename_constraint {
  const model::table* table;
  std::string from;
  std::string to;
};
// An index, or the one behind a key. Where PostgreSQL made up the name, an older database may have
// another one: then it is left alone.
struct rename_index {
  const model::table* table;
  object_name from;
  std::string to;
  bool is_generated = false;
  bool is_before_move = false;  // of the table to another schema
};
// The sequence of a serial or identity column.
struct rename_owned_sequence {
  const model::table* table;
  object_name from;
  std::string to;
  bool is_before_move = false;
};

// Policies of the schema's own tables have a table; the others say theirs themselves
// (model::policy::on).
struct create_policy {
  const model::table* table;  // or nullptr
  const model::policy* policy;
};
struct rename_policy {
  const model::table* table;
  const model::policy* from;
  const model::policy* to;
  two_steps by = {};

  const std::string& from_name() const { return by.is_second ? by.temporary : from->name; }
  const std::string& to_name() const { return by.is_first ? by.temporary : to->name; }
};
struct alter_policy {
  const model::table* table;
  const model::policy* from;
  const model::policy* to;
};
struct drop_policy {
  const model::table* table;
  const model::policy* policy;
  bool is_early = false;  // before columns change
};

struct create_view {
  const model::view* view;
};
struct move_view {
  const model::view* view;  // after
  object_name from;
  std::string to_schema;
  bool materialized = false;
};
struct rename_view {
  const model::view* view;  // after
  object_name from;
  std::string to;
  bool materialized = false;
};
struct set_view_options {
  const model::view* view;
  std::vector<model::option> options;
};
struct reset_view_options {
  const model::view* view;
  std::vector<model::option> options;
};
struct set_view_tablespace {
  const model::view* view;
  std::string tablespace;
};
struct set_view_access_method {
  const model::view* view;
  std::string method;
};
struct drop_view {
  object_name view;
  bool materialized = false;
  const model::view* before = nullptr;
};

using change = std::variant<
    create_schema, rename_schema, drop_schema, create_enum, move_enum, rename_enum,
    rename_enum_value, add_enum_value, recreate_enum, drop_enum, create_sequence, move_sequence,
    rename_sequence, alter_sequence, drop_sequence, create_role, rename_role, alter_role, drop_role,
    create_table, move_table, rename_table, drop_table, enable_rls, disable_rls, rename_column,
    add_column, drop_column, alter_column_type, end_numbering, begin_numbering,
    alter_column_default, alter_column_not_null, alter_column_identity, alter_column_generated,
    add_column_primary_key, drop_column_primary_key, add_primary_key, alter_primary_key,
    drop_primary_key, add_unique, drop_unique, add_check, drop_check, add_foreign_key,
    drop_foreign_key, create_index, drop_index, rename_constraint, rename_index,
    rename_owned_sequence, create_policy, rename_policy, alter_policy, drop_policy, create_view,
    move_view, rename_view, set_view_options, reset_view_options, set_view_tablespace,
    set_view_access_method, drop_view>;

}  // namespace sluice::diff
