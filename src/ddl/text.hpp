// The text of each kind of change: one function each, in a file for each kind of object.
#pragma once

#include <string>
#include <vector>

#include "diff/change.hpp"

namespace sluice::ddl {

using lines = std::vector<std::string>;  // statements, each with its semicolon

void write(const diff::create_schema& change, lines& out);
void write(const diff::rename_schema& change, lines& out);
void write(const diff::drop_schema& change, lines& out);

void write(const diff::create_enum& change, lines& out);
void write(const diff::move_enum& change, lines& out);
void write(const diff::rename_enum& change, lines& out);
void write(const diff::add_enum_value& change, lines& out);
void write(const diff::recreate_enum& change, lines& out);
void write(const diff::drop_enum& change, lines& out);

void write(const diff::create_sequence& change, lines& out);
void write(const diff::move_sequence& change, lines& out);
void write(const diff::rename_sequence& change, lines& out);
void write(const diff::alter_sequence& change, lines& out);
void write(const diff::drop_sequence& change, lines& out);

void write(const diff::create_role& change, lines& out);
void write(const diff::rename_role& change, lines& out);
void write(const diff::alter_role& change, lines& out);
void write(const diff::drop_role& change, lines& out);

void write(const diff::create_table& change, lines& out);
void write(const diff::move_table& change, lines& out);
void write(const diff::rename_table& change, lines& out);
void write(const diff::drop_table& change, lines& out);
void write(const diff::enable_rls& change, lines& out);
void write(const diff::disable_rls& change, lines& out);

void write(const diff::rename_column& change, lines& out);
void write(const diff::add_column& change, lines& out);
void write(const diff::drop_column& change, lines& out);
void write(const diff::alter_column_type& change, lines& out);
void write(const diff::alter_column_default& change, lines& out);
void write(const diff::alter_column_not_null& change, lines& out);
void write(const diff::alter_column_identity& change, lines& out);
void write(const diff::alter_column_generated& change, lines& out);
void write(const diff::add_column_primary_key& change, lines& out);
void write(const diff::drop_column_primary_key& change, lines& out);

void write(const diff::add_primary_key& change, lines& out);
void write(const diff::alter_primary_key& change, lines& out);
void write(const diff::drop_primary_key& change, lines& out);
void write(const diff::add_unique& change, lines& out);
void write(const diff::drop_unique& change, lines& out);
void write(const diff::add_check& change, lines& out);
void write(const diff::drop_check& change, lines& out);
void write(const diff::add_foreign_key& change, lines& out);
void write(const diff::drop_foreign_key& change, lines& out);
void write(const diff::create_index& change, lines& out);
void write(const diff::drop_index& change, lines& out);

void write(const diff::create_policy& change, lines& out);
void write(const diff::rename_policy& change, lines& out);
void write(const diff::alter_policy& change, lines& out);
void write(const diff::drop_policy& change, lines& out);

void write(const diff::create_view& change, lines& out);
void write(const diff::move_view& change, lines& out);
void write(const diff::rename_view& change, lines& out);
void write(const diff::set_view_options& change, lines& out);
void write(const diff::reset_view_options& change, lines& out);
void write(const diff::set_view_tablespace& change, lines& out);
void write(const diff::set_view_access_method& change, lines& out);
void write(const diff::drop_view& change, lines& out);

}  // namespace sluice::ddl
