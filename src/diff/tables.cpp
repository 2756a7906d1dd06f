// Tables: created, moved, renamed, dropped; and which of the rest are worth a closer look.
#include <algorithm>
#include <utility>

#include "diff/held_names.hpp"
#include "diff/matching.hpp"
#include "model/type_name.hpp"

namespace sluice::diff {

namespace {

const std::string& said(const std::string& schema) {
  static const std::string name = "public";
  return schema.empty() ? name : schema;
}

// A column whose enum loses a value is rewritten, and what stands on it made again.
bool has_recreated_enum(const comparison& all, const model::table& table) {
  if (all.recreated_enums.empty()) return false;
  return std::any_of(table.columns.begin(), table.columns.end(), [&](const model::column& one) {
    return one.type_schema &&
           all.recreated_enums.contains(key(*one.type_schema, model::without_array(one.type)));
  });
}

}  // namespace

void match_tables(comparison& all) {
  all.tables = match(
      all, entity::table, all.before.tables, all.after.tables,
      [&](const model::table& one) {
        return entity_name{said(all.schema_now(one.schema)), "", one.name};
      },
      [](const model::table& one) { return entity_name{said(one.schema), "", one.name}; });
  for (const auto& [before, after] : all.tables.kept) {
    if (*before == *after && !has_recreated_enum(all, *after)) continue;
    table_pair pair{before, after};
    pair.only_moved =
        before->name == after->name && said(all.schema_now(before->schema)) != said(after->schema);
    all.changed_tables.push_back(std::move(pair));
  }
}

void change_tables(comparison& all) {
  for (const model::table* one : all.tables.created) all.add(create_table{one});
  for (const model::table* one : all.tables.deleted) {
    all.add(drop_table{one, {all.schema_now(one->schema), one->name}});
  }
  held_names held(all);
  for (const auto& renamed : all.tables.renamed) {
    const model::table* before = renamed.before;
    const model::table* after = renamed.after;
    relocate(
        all, {said(all.schema_now(before->schema)), before->name},
        {said(after->schema), after->name},
        [&](const object_name& name) { return held.is_either(name); },
        [&](const object_name& from, const std::string& to) {
          return move_table{after, from, to, before};
        },
        [&](object_name from, const std::string& to) {
          if (from.schema == said(after->schema)) from.schema = after->schema;
          return rename_table{after, std::move(from), to};
        });
  }
}

}  // namespace sluice::diff
