// Columns: added, dropped, renamed, and everything that can change in one.
#include <algorithm>

#include "base/text.hpp"
#include "diff/followed.hpp"
#include "diff/matching.hpp"
#include "model/generated_names.hpp"

namespace sluice::diff {

namespace {

const model::enum_type* enum_of(
    const std::unordered_map<std::string, const model::enum_type*>& enums,
    const model::column& column) {
  if (!column.type_schema) return nullptr;
  const auto found = enums.find(key(*column.type_schema, without_array(column.type)));
  return found == enums.end() ? nullptr : found->second;
}

// "timestamp (3)" and "timestamp(3)" are one type.
std::string spelled(const std::string& type) {
  return replace_all(type, " (", "(");
}

// The old column's type under the names that stand when columns are altered.
struct type_name {
  std::string schema;
  std::string type;
};

type_name type_now(const comparison& all, const model::column& before) {
  const std::string schema = before.type_schema.value_or("public");
  const std::string name = without_array(before.type);
  const std::string old_key = key(all.schema_now(schema), name);
  const auto renamed = all.renamed_enums.find(old_key);
  // drizzle-kit restates the type of an array, which does no harm.
  if (renamed != all.renamed_enums.end() &&
      (name == before.type || name == renamed->second->name || all.enums_after.contains(old_key))) {
    return {renamed->second->schema, renamed->second->name + before.type.substr(name.size())};
  }
  return {all.schema_now(schema), before.type};
}

// JavaScript's idea of it, which decides whether a change of type restates the default.
bool is_truthy(const model::default_value& value) {
  if (value.kind == model::default_value::form::sql) return !value.text.empty();
  return value.text != "0" && value.text != "-0" && value.text != "false" && value.text != "null";
}

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

struct column_changes {
  bool is_identity_added = false;  // to any column of the table
  std::vector<change> dropped_keys;
  std::vector<change> added_keys;
  std::vector<change> rest;
};

void change_one(const comparison& all, const table_pair& pair, const model::column& from,
                const model::column& to, column_changes& out) {
  const model::table* table = pair.after;
  const type_name before_type = type_now(all, from);
  const bool from_enum = enum_of(all.enums_before, from) != nullptr;
  const bool to_enum = enum_of(all.enums_after, to) != nullptr;

  const bool type_changed = spelled(before_type.type) != spelled(to.type);
  const bool schema_changed = to_enum && before_type.schema != to.type_schema;
  if (type_changed || schema_changed) {
    out.rest.emplace_back(alter_column_type{table, &from, &to, from_enum, to_enum});
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
      to.default_ && is_truthy(*to.default_) &&
      (type_changed || schema_changed ||
       (to_enum && all.recreated_enums.contains(key(*to.type_schema, without_array(to.type)))));
  if (from.default_ != to.default_ && !restated) {
    out.rest.emplace_back(alter_column_default{table, &from, &to});
  }

  // NOT NULL must stand while an identity does.
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
  if (!same_expression(all, pair, from, to)) {
    out.rest.emplace_back(alter_column_generated{table, &from, &to});
  }
}

// Whether drizzle-kit would see a difference in a column that kept its name.
bool differs(const comparison& all, const model::column& from, const model::column& to) {
  const std::string schema = from.type_schema.value_or("public");
  const bool renamed = all.renamed_enums.contains(key(schema, from.type));
  if (renamed) {
    const type_name now = type_now(all, from);
    if (now.type != to.type || now.schema != to.type_schema) return true;
  } else if (from.type != to.type || from.type_schema != to.type_schema) {
    return true;
  }
  return from.primary_key != to.primary_key || from.not_null != to.not_null ||
         from.default_ != to.default_ || from.generated != to.generated ||
         from.identity != to.identity;
}

}  // namespace

void match_columns(comparison& all, table_pair& pair) {
  const std::string schema = pair.after->schema.empty() ? "public" : pair.after->schema;
  const auto name = [&](const model::column& one) {
    return entity_name{schema, pair.after->name, one.name};
  };
  pair.columns = match(all, entity::column, pair.before->columns, pair.after->columns, name, name);
}

void change_columns(comparison& all, table_pair& pair) {
  for (const auto& [before, after] : pair.columns.renamed) {
    all.add(rename_column{pair.after, before, after});
  }
  for (const model::column* one : pair.columns.deleted) all.add(drop_column{pair.after, one});
  for (const model::column* one : pair.columns.created) all.add(add_column{pair.after, one});

  column_changes found;
  found.is_identity_added =
      std::any_of(pair.columns.kept.begin(), pair.columns.kept.end(), [](const auto& one) {
        return !one.before->identity && one.after->identity && one.before->name == one.after->name;
      });
  for (const auto& [before, after] : pair.columns.kept) {
    if (before->name == after->name && !pair.altered) pair.altered = differs(all, *before, *after);
    change_one(all, pair, *before, *after, found);
  }
  for (auto* part : {&found.dropped_keys, &found.added_keys, &found.rest}) {
    std::move(part->begin(), part->end(), std::back_inserter(all.changes));
  }
}

}  // namespace sluice::diff
