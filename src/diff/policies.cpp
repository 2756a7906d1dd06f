// Row security policies, of the schema's tables and of others: created, renamed, altered, dropped.
#include <algorithm>

#include "diff/followed.hpp"
#include "diff/matching.hpp"
#include "model/schema_name.hpp"

namespace sluice::diff {

namespace {

// users of "public"."users".
std::string table_of(std::string_view on) {
  if (on.empty() || on.back() != '"') return std::string(on.substr(on.rfind('.') + 1));
  on.remove_suffix(1);
  return std::string(on.substr(on.rfind('"') + 1));
}

// ALTER POLICY can change roles and conditions; it can't take a condition away, nor change the
// rest.
bool is_alterable(const model::policy& before, const model::policy& after) {
  return before.as == after.as && before.for_ == after.for_ && before.on == after.on &&
         (after.using_.value_or("") != "" || before.using_.value_or("") == "") &&
         (after.with_check.value_or("") != "" || before.with_check.value_or("") == "");
}

bool same(const model::policy& a, const model::policy& b) {
  return a.as == b.as && a.for_ == b.for_ && a.to == b.to && a.using_ == b.using_ &&
         a.with_check == b.with_check && a.on == b.on;
}

// The same as `same`, for a policy whose roles may have been renamed too: those follow by
// themselves.
bool same_after_renames(const comparison& all, model::policy before, const model::policy& after) {
  if (!before.to || !after.to) return same(before, after);
  for (std::string& role : *before.to) {
    for (const auto& one : all.roles.renamed) {
      if (one.before->name == role) {
        role = one.after->name;
        break;
      }
    }
  }
  model::policy now = after;
  std::sort(before.to->begin(), before.to->end());
  std::sort(now.to->begin(), now.to->end());
  return same(before, now);
}

// Whether it says something by a name that means something else now.
bool is_mistaken(const comparison& all, const model::table* before, const model::policy& policy) {
  return (policy.using_ && all.follow->is_mistaken(before, *policy.using_)) ||
         (policy.with_check && all.follow->is_mistaken(before, *policy.with_check));
}

// Whether PostgreSQL refuses what happens to columns and tables while the policy stands. `own` are
// the columns of its table.
bool is_in_the_way(const comparison& all, const touched_table* own, const model::policy& one,
                   bool is_changed) {
  if (own && own->holds(one, is_changed)) return true;
  for (const auto* condition : {&one.using_, &one.with_check}) {
    if (!*condition) continue;
    const sql_words words(**condition);
    if (!words.names("select")) continue;  // it looks at no other table
    if (holds(all.touched, words, is_changed)) return true;
    const auto is_named = [&](const model::table* table) {
      return words.names_relation(table->name);
    };
    if (is_changed && std::any_of(all.tables.deleted.begin(), all.tables.deleted.end(), is_named)) {
      return true;
    }
  }
  return false;
}

struct policy_table {
  const model::table* after = nullptr;  // none outside the schema's tables
  const model::table* before = nullptr;
  const touched_table* touched = nullptr;
};

void make_again(comparison& all, const policy_table& on, const model::policy& before,
                const model::policy& after) {
  all.add(drop_policy{on.after, &before, true});
  all.add(create_policy{on.after, &after});
}

// True where a policy that kept its name changed.
bool change_kept(comparison& all, const policy_table& on, const matching<model::policy>& policies) {
  bool changed = false;
  for (const auto& [before, after] : policies.kept) {
    const bool is_renamed = before->name != after->name;
    const bool is_same =
        is_renamed ? same_after_renames(all, *before, *after) : same(*before, *after);
    changed |= !is_renamed && !is_same;
    if (is_in_the_way(all, on.touched, *before, !is_same)) {
      if (!is_renamed) make_again(all, on, *before, *after);
      continue;
    }
    if (is_same && !is_mistaken(all, on.before, *before)) continue;
    changed |= !is_renamed;
    if (is_alterable(*before, *after)) {
      all.add(alter_policy{on.after, before, after});
    } else if (!is_renamed) {
      all.add(drop_policy{on.after, before});
      all.add(create_policy{on.after, after});
    }
  }
  return changed;
}

// A policy that is renamed and can't be altered is made anew.
void change_renamed(comparison& all, const policy_table& on,
                    const matching<model::policy>& policies) {
  for (const auto& [before, after] : policies.renamed) {
    const bool is_same = same_after_renames(all, *before, *after);
    if (is_in_the_way(all, on.touched, *before, !is_same)) {
      make_again(all, on, *before, *after);
    } else if (is_alterable(*before, *after)) {
      if (!model::is_kept_as_one(before->name, after->name)) {
        all.add(rename_policy{on.after, before, after});
      }
    } else {
      all.add(drop_policy{on.after, before});
      all.add(create_policy{on.after, after});
    }
  }
}

void change_set(comparison& all, const policy_table& on, const matching<model::policy>& policies) {
  change_renamed(all, on, policies);
  for (const model::policy* one : policies.created) all.add(create_policy{on.after, one});
  for (const model::policy* one : policies.deleted) {
    all.add(drop_policy{on.after, one, is_in_the_way(all, on.touched, *one, true)});
  }
}

// Tables that are the same in both models, with policies that look at other tables.
void change_untouched(comparison& all) {
  if (all.touched.empty()) return;
  std::unordered_set<const model::table*> changed;
  for (const table_pair& pair : all.changed_tables) changed.insert(pair.before);
  for (const auto& [before, after] : all.tables.kept) {
    if (before->policies.empty() || changed.contains(before)) continue;
    for (std::size_t i = 0; i < before->policies.size(); ++i) {
      const model::policy& one = before->policies[i];
      if (is_in_the_way(all, nullptr, one, false)) {
        make_again(all, {after, before}, one, after->policies[i]);
      }
    }
  }
}

}  // namespace

void match_policies(comparison& all, table_pair& pair) {
  const std::string schema = model::schema_name(pair.after->schema);
  const auto name = [&](const model::policy& one) {
    return entity_name{schema, pair.after->name, one.name};
  };
  pair.policies =
      match(all, entity::policy, pair.before->policies, pair.after->policies, name, name);
}

void match_policies(comparison& all) {
  const auto name = [](const model::policy& one) {
    return entity_name{one.schema.value_or("public"), table_of(one.on.value_or("")), one.name};
  };
  all.policies = match(all, entity::policy, all.before.policies, all.after.policies, name, name);
}

void change_policies(comparison& all) {
  for (const table_pair& pair : all.changed_tables) {
    change_set(all, {pair.after, pair.before, all.touched_in(pair.before)}, pair.policies);
  }
  for (table_pair& pair : all.changed_tables) {
    const bool changed =
        change_kept(all, {pair.after, pair.before, all.touched_in(pair.before)}, pair.policies);
    pair.altered |= changed || !pair.policies.created.empty() || !pair.policies.deleted.empty() ||
                    !pair.policies.renamed.empty();
  }
  change_untouched(all);
  for (const model::table* table : all.tables.created) {
    for (const model::policy& one : table->policies) all.add(create_policy{table, &one});
  }
  change_set(all, {}, all.policies);
  change_kept(all, {}, all.policies);
}

}  // namespace sluice::diff
