// Columns: added, dropped, renamed, and everything that can change in one.
#include <algorithm>

#include "diff/column_types.hpp"
#include "diff/followed.hpp"
#include "diff/matching.hpp"
#include "diff/numbering.hpp"
#include "model/generated_names.hpp"
#include "model/schema_name.hpp"

namespace sluice::diff {

namespace {

bool is_in_primary_key(const model::table& table, const model::column& column) {
  return column.primary_key ||
         std::any_of(table.primary_keys.begin(), table.primary_keys.end(),
                     [&](const model::primary_key& key) {
                       return std::find(key.columns.begin(), key.columns.end(), column.name) !=
                              key.columns.end();
                     });
}

// The expression is the same where only the names in it have changed: those follow by themselves.
// drizzle-kit makes the column anew, and crashes where the table was renamed.
bool same_expression(const comparison& all, const table_pair& pair, const model::column& from,
                     const model::column& to) {
  if (!from.generated || !to.generated) return from.generated == to.generated;
  const std::string& was = from.generated->as;
  const std::string& is = to.generated->as;
  if (was == is) return !all.follow->is_mistaken(pair.before, was);
  return (all.is_in_place || pair.before->name != pair.after->name) &&
         all.follow->is_now(pair.before, was, is);
}

bool is_recreated(const comparison& all, const type_change& type) {
  return type.to_enum && all.recreated_enums.contains(key(type.to.schema, type.to.name));
}

struct column_changes {
  bool is_identity_added = false;  // to any column of the table
  std::vector<change> dropped_keys;
  std::vector<change> added_keys;
  std::vector<change> rest;
};

// NOT NULL, around an identity: it must stand while that does.
void change_not_null_and_identity(const table_pair& pair, const model::column& from,
                                  const model::column& to, column_changes& out) {
  const model::table* table = pair.after;
  const bool loses_identity = from.identity && !to.identity;
  // A primary key says it too: where drizzle-kit leaves it out and is right, so do we. A column's
  // own identity is added before a composite key, and after a key of the column's own.
  const bool gains_identity = !from.identity && to.identity;
  const bool is_left_out = from.name != to.name || (out.is_identity_added && !gains_identity);
  const bool is_implied = to.not_null && ((is_left_out && is_in_primary_key(*table, to)) ||
                                          (gains_identity && to.primary_key && !from.primary_key));
  const bool not_null_changed = from.not_null != to.not_null && !is_implied;
  if (not_null_changed && !loses_identity) out.rest.emplace_back(alter_column_not_null{table, &to});
  if (from.identity != to.identity) {
    out.rest.emplace_back(alter_column_identity{table, &from, &to});
  }
  if (not_null_changed && loses_identity) out.rest.emplace_back(alter_column_not_null{table, &to});
}

bool is_number(const column_kind& kind) {
  return !kind.is_array && !kind.is_enum &&
         (kind.name == "int2" || kind.name == "int4" || kind.name == "int8");
}

void change_one(comparison& all, const table_pair& pair, const model::column& from,
                const model::column& to, column_changes& out) {
  const model::table* table = pair.after;
  const type_change type = type_change_of(all, pair, from, to);
  numbering_change numbering = change_numbering(all, pair, from, to);
  // An identity is of whole numbers, and a generated column can't be cast.
  const bool is_freed = from.identity && !to.identity && type.is_changed && !is_number(type.to);
  const bool is_recomputed = !same_expression(all, pair, from, to);
  const bool is_computed = to.generated && is_recomputed;
  if (is_freed) out.rest.emplace_back(alter_column_identity{table, &from, &to});
  if (from.generated && !to.generated) {
    if (type.how != cast::automatic)
      out.rest.emplace_back(alter_column_generated{table, &from, &to});
  }
  if (numbering.end) out.rest.emplace_back(std::move(*numbering.end));
  const bool is_retyped = type.is_changed && !(is_computed && type.how != cast::automatic);
  if (is_retyped) {
    remark_on_cast(all, pair, type);
    out.rest.emplace_back(type.change);
  }

  if (from.primary_key && !to.primary_key) {
    out.dropped_keys.emplace_back(drop_column_primary_key{
        table, &from, model::generated_names(all.before).key(*pair.before)});
  }
  if (!from.primary_key && to.primary_key) {
    out.added_keys.emplace_back(add_column_primary_key{table, &to});
  }

  // A new type and a recreated enum restate the default themselves.
  const bool restated =
      (is_retyped && type.change.default_goes) ||
      (to.default_ && is_truthy(*to.default_) && (is_retyped || is_recreated(all, type)));
  if (from.default_ != to.default_ && !restated) {
    out.rest.emplace_back(alter_column_default{table, &from, &to});
  }
  if (!is_freed) {
    change_not_null_and_identity(pair, from, to, out);
  } else if (from.not_null != to.not_null) {
    out.rest.emplace_back(alter_column_not_null{table, &to});
  }
  if (numbering.begin) out.rest.emplace_back(std::move(*numbering.begin));
  if (is_recomputed && (to.generated || type.how == cast::automatic)) {
    out.rest.emplace_back(alter_column_generated{table, &from, &to});
  }
}

// What becomes of the old columns, and which generated ones have to go because of it.
std::unordered_set<const model::column*> touch(comparison& all, const table_pair& pair) {
  using how = touched_column::how;
  touched_table found;
  std::unordered_set<const model::column*> made_again;  // after
  for (const auto& [before, after] : pair.columns.kept) {
    type_change type = type_change_of(all, pair, *before, *after);
    if (after->generated && !same_expression(all, pair, *before, *after)) {
      found.add({before, how::made_again});
    } else if (type.is_changed && before->generated && after->generated &&
               type.how != cast::automatic) {
      made_again.insert(after);
      found.add({before, how::made_again});
    } else if (type.is_changed || is_recreated(all, type)) {
      const how what = type.is_changed ? how::retyped : how::recreated;
      found.add({before, what, std::move(type.from), std::move(type.to)});
    }
    if (before->name != after->name) found.change_columns();
  }
  for (const auto& [before, after] : pair.columns.kept) {
    if (!before->generated || !after->generated || made_again.contains(after)) continue;
    if (!found.holds_generated(*before->generated)) continue;
    made_again.insert(after);
    found.add({before, how::made_again});
  }
  for (const model::column* one : pair.columns.deleted) found.add({one, how::dropped});
  if (!pair.columns.deleted.empty() || !pair.columns.created.empty()) found.change_columns();
  if (!found.columns().empty() || found.has_other_columns()) {
    all.touched.emplace(pair.before, std::move(found));
  }
  return made_again;
}

// Whether drizzle-kit would see a difference in a column that kept its name.
bool differs(const comparison& all, const model::column& from, const model::column& to) {
  if (!is_same_type(all, from, to)) return true;
  return from.primary_key != to.primary_key || from.not_null != to.not_null ||
         from.default_ != to.default_ || from.generated != to.generated ||
         from.identity != to.identity;
}

}  // namespace

void match_columns(comparison& all, table_pair& pair) {
  const std::string schema = model::schema_name(pair.after->schema);
  const auto name = [&](const model::column& one) {
    return entity_name{schema, pair.after->name, one.name};
  };
  pair.columns = match(all, entity::column, pair.before->columns, pair.after->columns, name, name);
}

void change_columns(comparison& all, table_pair& pair) {
  for (const auto& [before, after] : pair.columns.renamed) {
    if (!model::is_kept_as_one(before->name, after->name)) {
      all.add(rename_column{pair.after, before, after});
    }
  }
  for (const model::column* one : pair.columns.deleted) all.add(drop_column{pair.after, one});
  for (const model::column* one : pair.columns.created) all.add(add_column{pair.after, one});

  const std::unordered_set<const model::column*> made_again = touch(all, pair);
  for (const model::column& one : pair.after->columns) {
    if (!made_again.contains(&one)) continue;
    all.add(drop_column{pair.after, &one, true});
    all.add(add_column{pair.after, &one});
  }

  column_changes found;
  found.is_identity_added =
      std::any_of(pair.columns.kept.begin(), pair.columns.kept.end(), [](const auto& one) {
        return !one.before->identity && one.after->identity && one.before->name == one.after->name;
      });
  for (const auto& [before, after] : pair.columns.kept) {
    if (before->name == after->name && !pair.altered) pair.altered = differs(all, *before, *after);
    if (!made_again.contains(after)) change_one(all, pair, *before, *after, found);
  }
  for (auto* part : {&found.dropped_keys, &found.added_keys, &found.rest}) {
    std::move(part->begin(), part->end(), std::back_inserter(all.changes));
  }
}

}  // namespace sluice::diff
