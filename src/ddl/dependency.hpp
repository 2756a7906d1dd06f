// What must stand before what, beyond drizzle-kit's phases: its order fails on PostgreSQL where
// these are not met. What is in order already stays where it is, so a dependency that the phases
// keep costs nothing.
#pragma once

#include <cstddef>
#include <unordered_map>
#include <utility>
#include <vector>

#include "diff/change.hpp"

namespace sluice::ddl {

using position = std::size_t;
using edge = std::pair<position, position>;  // the first before the second

template <typename Change>
struct placed {
  position at;
  const Change* change;
};

// All changes of one kind, with their places.
template <typename Change>
using every = std::vector<placed<Change>>;

// The changes of one table that others wait for, or that wait.
struct table_changes {
  std::vector<position> made;  // created, moved, renamed
  every<diff::rename_column> renamed_columns;
  every<diff::add_column> added_columns;
  every<diff::drop_column> dropped_columns;
  every<diff::alter_column_type> retyped;
  every<diff::alter_column_generated> generated;
  every<diff::alter_column_not_null> not_null;
  every<diff::add_column_primary_key> added_column_keys;
  every<diff::drop_column_primary_key> dropped_column_keys;
  every<diff::add_primary_key> added_keys;
  every<diff::alter_primary_key> altered_keys;
  every<diff::drop_primary_key> dropped_keys;
  every<diff::add_unique> added_uniques;
  every<diff::drop_unique> dropped_uniques;
  every<diff::add_check> added_checks;
  every<diff::create_index> created_indexes;
  every<diff::drop_index> dropped_indexes;
  every<diff::add_foreign_key> references;
};

class dependencies {
 public:
  explicit dependencies(const std::vector<const diff::change*>& changes);

  const std::vector<edge>& edges() const { return edges_; }

 private:
  using changes_in_order = std::vector<const diff::change*>;

  void before(position first, position second) { edges_.emplace_back(first, second); }

  void collect();
  void relocations();         // go from name to name
  void tables_and_columns();  // exist before they are used
  void renamed_columns();     // are called so from then on
  void generated_columns();   // stand on others
  void views();               // stand on each other
  void primary_keys();        // one at a time
  void references();          // need the keys they point to
  void enums();               // are made anew when nothing else uses them
  void roles();               // go after what names them
  void names();               // are given away before they are taken

  const changes_in_order& changes_;
  std::unordered_map<const model::table*, table_changes> tables_;
  std::vector<edge> edges_;
};

}  // namespace sluice::ddl
