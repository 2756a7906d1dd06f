// Enum types: created, moved, renamed, dropped; values added, or taken away.
#include <algorithm>

#include "diff/held_names.hpp"
#include "diff/matching.hpp"
#include "diff/sequence_matcher.hpp"
#include "model/type_name.hpp"

namespace sluice::diff {

namespace {

bool is_of(const model::column& column, const model::enum_type& type) {
  return column.type_schema == type.schema && model::without_array(column.type) == type.name;
}

// A new table waits for the new type where it says more of it than that a column has it: a
// condition, a value that was not there before.
bool waits(const model::table& table, const model::enum_type& before,
           const model::enum_type& after) {
  return std::any_of(table.columns.begin(), table.columns.end(), [&](const model::column& column) {
    if (!is_of(column, after)) return false;
    const auto uses = [&](const std::string& expression) {
      const sql_words words(expression);
      return words.names(after.name) ||
             (words.names(column.name) && !words.asks_only_for_null(column.name));
    };
    const bool is_new_value =
        column.default_ &&
        std::none_of(before.values.begin(), before.values.end(), [&](const std::string& value) {
          return sql_words(column.default_->text).says(value);
        });
    return is_new_value ||
           std::any_of(table.check_constraints.begin(), table.check_constraints.end(),
                       [&](const auto& one) { return uses(one.value); }) ||
           std::any_of(table.columns.begin(), table.columns.end(),
                       [&](const auto& one) { return one.generated && uses(one.generated->as); });
  });
}

// Columns that stand when the type is made anew: those of new tables, and those that were there
// before.
std::vector<recreate_enum::use> uses_of(const comparison& all, const model::enum_type& before,
                                        const model::enum_type& after) {
  std::unordered_set<const model::column*> added;
  for (const table_pair& pair : all.changed_tables) {
    added.insert(pair.columns.created.begin(), pair.columns.created.end());
  }
  const std::unordered_set<const model::table*> created(all.tables.created.begin(),
                                                        all.tables.created.end());
  std::vector<recreate_enum::use> uses;
  for (const model::table& table : all.after.tables) {
    if (created.contains(&table) && waits(table, before, after)) continue;
    for (const model::column& column : table.columns) {
      if (is_of(column, after) && !added.contains(&column)) uses.push_back({&table, &column});
    }
  }
  return uses;
}

bool loses_values(const std::vector<list_edit>& found) {
  return std::any_of(found.begin(), found.end(),
                     [](const list_edit& one) { return one.what == list_edit::action::remove; });
}

bool is_remade(const comparison& all, const model::enum_type& after) {
  const std::vector<entity_name>& remade = all.given.remade_enums;
  return std::find(remade.begin(), remade.end(), entity_name{after.schema, "", after.name}) !=
         remade.end();
}

struct renamed_values {
  std::vector<std::string> now;  // the old values, under their new names
  std::vector<std::pair<std::string, std::string>> renames;
};

renamed_values rename_values(const comparison& all, const model::enum_type& before,
                             const model::enum_type& after) {
  renamed_values out{before.values, {}};
  if (!is_said(all.given, entity::enum_value)) return out;
  const auto names = [&](const std::vector<std::string>& of) {
    std::vector<entity_name> listed;
    listed.reserve(of.size());
    for (const std::string& one : of) listed.push_back({after.schema, after.name, one});
    return listed;
  };
  const std::vector<std::size_t> renamed =
      said(all, entity::enum_value, names(before.values), names(after.values));
  const auto is_free = [&](const std::string& value) {
    const auto same = std::find(before.values.begin(), before.values.end(), value);
    if (same == before.values.end()) return true;
    const auto place = static_cast<std::size_t>(same - before.values.begin());
    return std::find(renamed.begin(), renamed.end(), place) != renamed.end();
  };
  for (std::size_t i = 0; i < renamed.size(); ++i) {
    if (renamed[i] == no_partner || !is_free(after.values[i])) continue;
    out.renames.emplace_back(before.values[renamed[i]], after.values[i]);
    out.now[renamed[i]] = after.values[i];
  }
  return out;
}

void change_values(comparison& all, const model::enum_type& before, const model::enum_type& after) {
  const renamed_values values = rename_values(all, before, after);
  for (const auto& [from, to] : values.renames) {
    all.add(rename_enum_value{&after, from, to});
    all.renames.push_back(
        {entity::enum_value, {after.schema, after.name, from}, {after.schema, after.name, to}});
  }
  if (all.recreated_enums.contains(key(after.schema, after.name))) {
    std::vector<std::string> gone;
    for (const std::string& one : values.now) {
      const bool is_kept =
          std::find(after.values.begin(), after.values.end(), one) != after.values.end();
      if (!is_kept) gone.push_back(one);
    }
    all.add(recreate_enum{&after, uses_of(all, before, after), std::move(gone)});
    return;
  }
  const std::vector<list_edit> found = edits(values.now, after.values);
  std::vector<add_enum_value> added;
  std::string next_kept;
  for (auto one = found.rbegin(); one != found.rend(); ++one) {
    if (one->what == list_edit::action::keep) {
      next_kept = *one->value;
    } else {
      added.push_back({&after, *one->value, next_kept});
    }
  }
  for (auto one = added.rbegin(); one != added.rend(); ++one) all.add(std::move(*one));
}

}  // namespace

void match_enums(comparison& all) {
  all.enums = match(
      all, entity::enum_type, all.before.enums, all.after.enums,
      [&](const model::enum_type& one) {
        return entity_name{all.schema_now(one.schema), "", one.name};
      },
      [](const model::enum_type& one) { return entity_name{one.schema, "", one.name}; });
  for (const model::enum_type& one : all.before.enums) {
    all.enums_before.emplace(key(one.schema, one.name), &one);
  }
  for (const model::enum_type& one : all.after.enums) {
    all.enums_after.emplace(key(one.schema, one.name), &one);
  }
  for (const auto& [before, after] : all.enums.renamed) {
    all.renamed_enums.emplace(key(all.schema_now(before->schema), before->name), after);
  }
  for (const auto& [before, after] : all.enums.kept) {
    if (before->values == after->values) continue;
    if (is_remade(all, *after) ||
        loses_values(edits(rename_values(all, *before, *after).now, after->values))) {
      all.recreated_enums.insert(key(after->schema, after->name));
    }
  }
}

void change_enums(comparison& all) {
  for (const model::enum_type* one : all.enums.created) all.add(create_enum{one});
  held_names held(all);
  for (const auto& renamed : all.enums.renamed) {
    const model::enum_type* after = renamed.after;
    relocate(
        all, {all.schema_now(renamed.before->schema), renamed.before->name},
        {after->schema, after->name}, [&](const object_name& name) { return held.is_type(name); },
        [&](const object_name& from, const std::string& to) { return move_enum{after, from, to}; },
        [&](const object_name& from, const std::string& to) {
          return rename_enum{after, from, to};
        });
  }
  for (const auto& [before, after] : all.enums.kept) {
    if (before->values != after->values) change_values(all, *before, *after);
  }
  for (const model::enum_type* one : all.enums.deleted) {
    all.add(drop_enum{{all.schema_now(one->schema), one->name}});
  }
}

}  // namespace sluice::diff
