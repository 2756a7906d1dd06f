// The text of each kind of change: one function each, in a file for each kind of object.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ddl/statement.hpp"
#include "diff/change.hpp"

namespace sluice::ddl {

using lines = std::vector<std::string>;

// Statements, each with its semicolon. None goes in without what it does.
class statement_list {
 public:
  void add(std::string sql, action::any does) {
    all_.push_back({.sql = std::move(sql), .does = std::move(does)});
  }
  std::vector<statement> take() { return std::move(all_); }

 private:
  std::vector<statement> all_;
};

void write(const diff::create_schema& change, statement_list& out);
void write(const diff::rename_schema& change, statement_list& out);
void write(const diff::drop_schema& change, statement_list& out);

void write(const diff::create_enum& change, statement_list& out);
void write(const diff::move_enum& change, statement_list& out);
void write(const diff::rename_enum& change, statement_list& out);
void write(const diff::rename_enum_value& change, statement_list& out);
void write(const diff::add_enum_value& change, statement_list& out);
void write(const diff::recreate_enum& change, statement_list& out);
void write(const diff::drop_enum& change, statement_list& out);

void write(const diff::create_sequence& change, statement_list& out);
void write(const diff::move_sequence& change, statement_list& out);
void write(const diff::rename_sequence& change, statement_list& out);
void write(const diff::alter_sequence& change, statement_list& out);
void write(const diff::drop_sequence& change, statement_list& out);

void write(const diff::create_role& change, statement_list& out);
void write(const diff::rename_role& change, statement_list& out);
void write(const diff::alter_role& change, statement_list& out);
void write(const diff::drop_role& change, statement_list& out);

void write(const diff::create_table& change, statement_list& out);
void write(const diff::move_table& change, statement_list& out);
void write(const diff::rename_table& change, statement_list& out);
void write(const diff::drop_table& change, statement_list& out);
void write(const diff::enable_rls& change, statement_list& out);
void write(const diff::disable_rls& change, statement_list& out);

void write(const diff::rename_column& change, statement_list& out);
void write(const diff::add_column& change, statement_list& out);
void write(const diff::drop_column& change, statement_list& out);
void write(const diff::alter_column_type& change, statement_list& out);
void write(const diff::end_numbering& change, statement_list& out);
void write(const diff::begin_numbering& change, statement_list& out);
void write(const diff::alter_column_default& change, statement_list& out);
void write(const diff::alter_column_not_null& change, statement_list& out);
void write(const diff::alter_column_identity& change, statement_list& out);
void write(const diff::alter_column_generated& change, statement_list& out);
void write(const diff::add_column_primary_key& change, statement_list& out);
void write(const diff::drop_column_primary_key& change, statement_list& out);

void write(const diff::add_primary_key& change, statement_list& out);
void write(const diff::alter_primary_key& change, statement_list& out);
void write(const diff::drop_primary_key& change, statement_list& out);
void write(const diff::add_unique& change, statement_list& out);
void write(const diff::drop_unique& change, statement_list& out);
void write(const diff::add_check& change, statement_list& out);
void write(const diff::drop_check& change, statement_list& out);
void write(const diff::add_foreign_key& change, statement_list& out);
void write(const diff::drop_foreign_key& change, statement_list& out);
void write(const diff::create_index& change, statement_list& out);
void write(const diff::drop_index& change, statement_list& out);

void write(const diff::rename_constraint& change, statement_list& out);
void write(const diff::rename_index& change, statement_list& out);
void write(const diff::rename_owned_sequence& change, statement_list& out);

void write(const diff::create_policy& change, statement_list& out);
void write(const diff::rename_policy& change, statement_list& out);
void write(const diff::alter_policy& change, statement_list& out);
void write(const diff::drop_policy& change, statement_list& out);

void write(const diff::create_view& change, statement_list& out);
void write(const diff::move_view& change, statement_list& out);
void write(const diff::rename_view& change, statement_list& out);
void write(const diff::set_view_options& change, statement_list& out);
void write(const diff::reset_view_options& change, statement_list& out);
void write(const diff::set_view_tablespace& change, statement_list& out);
void write(const diff::set_view_access_method& change, statement_list& out);
void write(const diff::drop_view& change, statement_list& out);

}  // namespace sluice::ddl
