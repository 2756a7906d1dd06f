#include "ddl/phase.hpp"

namespace sluice::ddl {

namespace {

struct find_phase {
  phase operator()(const diff::create_schema&) const { return phase::create_schemas; }
  phase operator()(const diff::rename_schema&) const { return phase::rename_schemas; }
  phase operator()(const diff::drop_schema&) const { return phase::drop_schemas; }

  phase operator()(const diff::create_enum&) const { return phase::create_enums; }
  phase operator()(const diff::move_enum&) const { return phase::move_enums; }
  phase operator()(const diff::rename_enum&) const { return phase::rename_enums; }
  phase operator()(const diff::rename_enum_value&) const { return phase::rename_enum_values; }
  phase operator()(const diff::add_enum_value&) const { return phase::add_enum_values; }
  phase operator()(const diff::recreate_enum&) const { return phase::recreate_enums; }
  phase operator()(const diff::drop_enum&) const { return phase::drop_enums; }

  phase operator()(const diff::create_sequence&) const { return phase::create_sequences; }
  phase operator()(const diff::move_sequence&) const { return phase::move_sequences; }
  phase operator()(const diff::rename_sequence&) const { return phase::rename_sequences; }
  phase operator()(const diff::alter_sequence&) const { return phase::alter_sequences; }
  phase operator()(const diff::drop_sequence&) const { return phase::drop_sequences; }

  phase operator()(const diff::create_role&) const { return phase::create_roles; }
  phase operator()(const diff::rename_role&) const { return phase::rename_roles; }
  phase operator()(const diff::alter_role&) const { return phase::alter_roles; }
  phase operator()(const diff::drop_role&) const { return phase::drop_roles; }

  phase operator()(const diff::create_table&) const { return phase::create_tables; }
  phase operator()(const diff::move_table&) const { return phase::move_tables; }
  phase operator()(const diff::rename_table&) const { return phase::rename_tables; }
  phase operator()(const diff::drop_table&) const { return phase::drop_tables; }
  phase operator()(const diff::enable_rls&) const { return phase::enable_rls; }
  phase operator()(const diff::disable_rls&) const { return phase::disable_rls; }

  phase operator()(const diff::rename_column&) const { return phase::rename_columns; }
  phase operator()(const diff::add_column&) const { return phase::add_columns; }
  phase operator()(const diff::drop_column& one) const {
    return one.is_early ? phase::drop_early : phase::drop_columns;
  }
  phase operator()(const diff::alter_column_type&) const { return phase::alter_columns; }
  phase operator()(const diff::end_numbering&) const { return phase::alter_columns; }
  phase operator()(const diff::begin_numbering&) const { return phase::alter_columns; }
  phase operator()(const diff::alter_column_default&) const { return phase::alter_columns; }
  phase operator()(const diff::alter_column_not_null&) const { return phase::alter_columns; }
  phase operator()(const diff::alter_column_identity&) const { return phase::alter_columns; }
  phase operator()(const diff::alter_column_generated&) const { return phase::alter_columns; }
  phase operator()(const diff::add_column_primary_key&) const { return phase::alter_columns; }
  phase operator()(const diff::drop_column_primary_key&) const { return phase::alter_columns; }

  phase operator()(const diff::add_primary_key&) const { return phase::add_primary_keys; }
  phase operator()(const diff::alter_primary_key&) const { return phase::alter_primary_keys; }
  phase operator()(const diff::drop_primary_key&) const { return phase::drop_primary_keys; }
  phase operator()(const diff::add_unique&) const { return phase::add_uniques; }
  phase operator()(const diff::drop_unique&) const { return phase::drop_uniques; }
  phase operator()(const diff::add_check&) const { return phase::add_checks; }
  phase operator()(const diff::drop_check&) const { return phase::drop_checks; }
  phase operator()(const diff::add_foreign_key& one) const {
    return one.table_is_new ? phase::reference_new_tables : phase::add_foreign_keys;
  }
  phase operator()(const diff::drop_foreign_key&) const { return phase::drop_foreign_keys; }
  phase operator()(const diff::create_index& one) const {
    return one.table_is_new ? phase::index_new_tables : phase::create_indexes;
  }
  phase operator()(const diff::drop_index& one) const {
    return one.is_early ? phase::drop_early : phase::drop_indexes;
  }

  phase operator()(const diff::rename_constraint&) const { return phase::rename_parts; }
  phase operator()(const diff::rename_index&) const { return phase::rename_parts; }
  phase operator()(const diff::rename_owned_sequence&) const { return phase::rename_parts; }

  phase operator()(const diff::create_policy& one) const {
    return one.table ? phase::create_policies : phase::create_outer_policies;
  }
  phase operator()(const diff::rename_policy& one) const {
    return one.table ? phase::rename_policies : phase::rename_outer_policies;
  }
  phase operator()(const diff::alter_policy& one) const {
    return one.table ? phase::alter_policies : phase::alter_outer_policies;
  }
  phase operator()(const diff::drop_policy& one) const {
    if (one.is_early) return phase::drop_early;
    return one.table ? phase::drop_policies : phase::drop_outer_policies;
  }

  phase operator()(const diff::create_view&) const { return phase::create_views; }
  phase operator()(const diff::move_view&) const { return phase::alter_views; }
  phase operator()(const diff::rename_view&) const { return phase::rename_views; }
  phase operator()(const diff::set_view_options&) const { return phase::alter_views; }
  phase operator()(const diff::reset_view_options&) const { return phase::alter_views; }
  phase operator()(const diff::set_view_tablespace&) const { return phase::alter_views; }
  phase operator()(const diff::set_view_access_method&) const { return phase::alter_views; }
  phase operator()(const diff::drop_view&) const { return phase::drop_views; }
};

}  // namespace

phase phase_of(const diff::change& change) {
  return std::visit(find_phase{}, change);
}

}  // namespace sluice::ddl
