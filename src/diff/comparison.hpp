// What the files of this folder share while two models are compared.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "diff/compare.hpp"
#include "diff/touched_columns.hpp"

namespace sluice::diff {

template <typename Object>
struct matched {
  const Object* before;
  const Object* after;
};

// Which old object is which new one.
template <typename Object>
struct matching {
  std::vector<matched<Object>> kept;     // in the old order, renamed ones among them
  std::vector<matched<Object>> renamed;  // or moved; in the order of the new ones
  std::vector<const Object*> created;
  std::vector<const Object*> deleted;

  bool is_renamed(const Object* before) const {
    for (const auto& one : renamed) {
      if (one.before == before) return true;
    }
    return false;
  }
};

// The constraints or indexes of a table. `kept` ones may have other names now.
template <typename Part>
struct part_matching {
  struct pair {
    const Part* before;
    const Part* after;
    bool is_same = false;  // but for the name: nothing has to be made anew
  };
  std::vector<const Part*> added;
  std::vector<const Part*> deleted;
  std::vector<pair> kept;  // in the old order

  bool is_changed() const {
    return !added.empty() || !deleted.empty() ||
           std::any_of(kept.begin(), kept.end(), [](const pair& one) {
             return !one.is_same || one.before->name != one.after->name;
           });
  }
};

// A table that is in both models, and not the same in both.
struct table_pair {
  const model::table* before;
  const model::table* after;
  bool only_moved = false;  // to another schema, under its old name
  matching<model::column> columns{};
  matching<model::policy> policies{};
  part_matching<model::primary_key> primary_keys{};
  part_matching<model::unique_constraint> uniques{};
  part_matching<model::check_constraint> checks{};
  part_matching<model::index> indexes{};
  part_matching<model::foreign_key> foreign_keys{};
  bool altered = false;  // more than columns added, dropped or renamed
};

class followed;

// Names that no snapshot has, because PostgreSQL made them up, or that belong to a column: of the
// primary key in a column, and of the sequences of serial and identity columns. A rename of the
// table or column changes what a fresh build would call them.
struct generated_rename {
  enum class what { key, sequence };
  const table_pair* table;
  what kind;
  std::string from;
  std::string to;
};

struct comparison {
  comparison(const model::database& old_database, const model::database& new_database,
             const answers& answered)
      : before(old_database), after(new_database), given(answered) {}

  const model::database& before;
  const model::database& after;
  const answers& given;
  std::vector<question> questions;
  std::vector<change> changes;
  std::vector<rename> renames;  // that were said and counted
  diagnostics remarks;

  matching<std::string> schemas;
  std::unordered_map<std::string, std::string> renamed_schemas;  // old name to new name
  matching<model::enum_type> enums;
  std::unordered_map<std::string, const model::enum_type*> enums_before;  // by key()
  std::unordered_map<std::string, const model::enum_type*> enums_after;
  std::unordered_map<std::string, const model::enum_type*>
      renamed_enums;                                // old key(), schemas renamed
  std::unordered_set<std::string> recreated_enums;  // key(), after
  matching<model::sequence> sequences;
  matching<model::role> roles;
  matching<model::table> tables;
  std::vector<table_pair> changed_tables;  // in the old order
  matching<model::policy> policies;        // outside the tables
  matching<model::view> views;
  const followed* follow = nullptr;  // what was renamed above

  std::vector<generated_rename> generated_renames;

  bool has_cut_names = false;  // what kept its name only as far as PostgreSQL keeps it

  // What drizzle-kit drops and makes anew when a name in it changes, PostgreSQL can rename. That is
  // done where drizzle-kit's way would not end well: its SQL stands wherever it is right.
  bool is_in_place = false;
  touched_tables touched;

  // The name under which an old schema stands once schemas are renamed.
  const std::string& schema_now(const std::string& old) const {
    const auto found = renamed_schemas.find(old);
    return found == renamed_schemas.end() ? old : found->second;
  }
  // Nothing where no column of the old table is touched.
  const touched_table* touched_in(const model::table* before_table) const {
    const auto found = touched.find(before_table);
    return found == touched.end() ? nullptr : &found->second;
  }
  template <typename Change>
  void add(Change one) {
    changes.emplace_back(std::move(one));
  }
};

// One string for a name in a schema; "" is public.
std::string key(std::string_view schema, std::string_view name);

// Finding out which is which: may add questions.
void match_schemas(comparison& all);
void match_enums(comparison& all);
void match_sequences(comparison& all);
void match_roles(comparison& all);
void match_tables(comparison& all);
void match_columns(comparison& all, table_pair& table);
void match_policies(comparison& all, table_pair& table);
void match_policies(comparison& all);
void match_views(comparison& all);
void match_mistaken_tables(comparison& all);  // from here on `follow` is needed
void match_generated_names(comparison& all);
void match_parts(comparison& all);

// What changed: each adds its changes in the order that drizzle-kit gives them among their kind.
void change_schemas(comparison& all);
void change_enums(comparison& all);
void change_sequences(comparison& all);
void change_roles(comparison& all);
void change_tables(comparison& all);
void change_columns(comparison& all, table_pair& table);
void change_primary_keys(comparison& all, table_pair& table);
void change_uniques(comparison& all, table_pair& table);
void change_checks(comparison& all, table_pair& table);
void change_foreign_keys(comparison& all);
void change_indexes(comparison& all);
void change_names(comparison& all);
void change_policies(comparison& all);
void change_row_level_security(comparison& all);
void change_views(comparison& all);

}  // namespace sluice::diff
