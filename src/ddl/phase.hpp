// drizzle-kit's order: all changes of a phase stand before those of the next. Its order has no
// place for what is dropped because columns change under it.
#pragma once

#include "diff/change.hpp"

namespace sluice::ddl {

enum class phase {
  create_schemas,
  rename_schemas,
  create_enums,
  move_enums,
  rename_enums,
  rename_enum_values,
  add_enum_values,
  create_sequences,
  move_sequences,
  rename_sequences,
  alter_sequences,
  rename_roles,
  drop_roles,
  create_roles,
  alter_roles,
  create_tables,
  enable_rls,
  disable_rls,
  drop_views,
  rename_views,
  alter_views,
  drop_tables,
  move_tables,
  rename_tables,
  rename_columns,
  rename_parts,
  drop_uniques,
  drop_checks,
  drop_foreign_keys,
  drop_early,
  recreate_enums,
  drop_indexes,
  drop_primary_keys,
  alter_columns,
  add_primary_keys,
  add_columns,
  reference_new_tables,
  index_new_tables,
  add_foreign_keys,
  create_indexes,
  drop_columns,
  alter_primary_keys,
  add_uniques,
  add_checks,
  create_views,
  rename_policies,
  drop_policies,
  create_policies,
  alter_policies,
  rename_outer_policies,
  drop_outer_policies,
  create_outer_policies,
  alter_outer_policies,
  drop_enums,
  drop_sequences,
  drop_schemas,
};

phase phase_of(const diff::change& change);

}  // namespace sluice::ddl
