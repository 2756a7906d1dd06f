// Which constraint and index of a table is which: by the answers, by name, and, where things are
// renamed in place, by what follows a renamed table or column.
#include <algorithm>

#include "diff/followed.hpp"
#include "diff/matching.hpp"
#include "model/schema_name.hpp"

namespace sluice::diff {

namespace {

bool same_column(const model::index_column& a, const model::index_column& b) {
  return a.is_expression == b.is_expression && a.asc == b.asc && a.nulls == b.nulls &&
         a.opclass.value_or("") == b.opclass.value_or("") &&
         (a.is_expression || a.expression == b.expression);
}

std::string target(const model::foreign_key& key_) {
  return key(key_.schema_to.value_or("public"), key_.table_to);
}

// What is on what, expressions aside.
bool same(const model::primary_key& a, const model::primary_key& b) {
  return a.columns == b.columns;
}
bool same(const model::unique_constraint& a, const model::unique_constraint& b) {
  return a.columns == b.columns && a.nulls_not_distinct == b.nulls_not_distinct;
}
bool same(const model::index& a, const model::index& b) {
  return a.is_unique == b.is_unique && a.where.has_value() == b.where.has_value() &&
         a.concurrently == b.concurrently && a.method == b.method && a.with == b.with &&
         std::equal(a.columns.begin(), a.columns.end(), b.columns.begin(), b.columns.end(),
                    same_column);
}
bool same(const model::foreign_key& a, const model::foreign_key& b) {
  return a.table_from == b.table_from && a.columns_from == b.columns_from &&
         a.columns_to == b.columns_to && a.on_update.value_or("") == b.on_update.value_or("") &&
         a.on_delete.value_or("") == b.on_delete.value_or("") && target(a) == target(b);
}

using expressions = std::vector<const std::string*>;

template <typename Part>
expressions expressions_of(const Part& /*one*/) {
  return {};
}
expressions expressions_of(const model::check_constraint& one) {
  return {&one.value};
}
expressions expressions_of(const model::index& one) {
  expressions out;
  for (const model::index_column& part : one.columns) {
    if (part.is_expression) out.push_back(&part.expression);
  }
  if (one.where) out.push_back(&*one.where);
  return out;
}

// Compares the parts of one table, as they read and as they are once names have changed.
class judge {
 public:
  judge(const comparison& all, const table_pair& pair)
      : follow_(*all.follow), pair_(pair), is_in_place_(all.is_in_place) {}

  template <typename Part>
  bool is_written_alike(const Part& before, const Part& after) const {
    return same_structure(before, after) && equal(expressions_of(before), expressions_of(after));
  }
  bool is_written_alike(const model::foreign_key& before, const model::foreign_key& after) const {
    return same(before, after) || (pair_.only_moved && has_become(before, after));
  }

  template <typename Part>
  bool has_become(const Part& before, const Part& after) const {
    if (!same_structure(now(before), after)) return false;
    const expressions were = expressions_of(before);
    const expressions are = expressions_of(after);
    return std::equal(were.begin(), were.end(), are.begin(), are.end(),
                      [&](const std::string* was, const std::string* is) {
                        return *was == *is ? !follow_.is_mistaken(pair_.before, *was)
                                           : follow_.is_now(pair_.before, *was, *is);
                      });
  }

  template <typename Part>
  bool is_same(const Part& before, const Part& after) const {
    if (follow_.empty()) return is_written_alike(before, after);
    return has_become(before, after) && (is_in_place_ || is_written_alike(before, after));
  }

  // Whether the renames concern it at all.
  template <typename Part>
  bool is_touched(const Part& before) const {
    return pair_.before->name != pair_.after->name || !(now(before) == before) ||
           !expressions_of(before).empty();
  }

 private:
  template <typename Part>
  static bool same_structure(const Part& a, const Part& b) {
    return same(a, b);
  }
  static bool same_structure(const model::check_constraint& /*a*/,
                             const model::check_constraint& /*b*/) {
    return true;
  }
  static bool equal(const expressions& a, const expressions& b) {
    return std::equal(
        a.begin(), a.end(), b.begin(), b.end(),
        [](const std::string* one, const std::string* other) { return *one == *other; });
  }
  template <typename Part>
  Part now(const Part& before) const {
    return follow_.now(*pair_.before, before);
  }
  static model::check_constraint now(const model::check_constraint& before) { return before; }

  const followed& follow_;
  const table_pair& pair_;
  bool is_in_place_;
};

template <typename Part>
std::vector<entity_name> names_of(const table_pair& pair, const std::vector<Part>& parts) {
  std::vector<entity_name> out;
  out.reserve(parts.size());
  const std::string schema = model::schema_name(pair.after->schema);
  for (const Part& one : parts) out.push_back({schema, pair.after->name, one.name});
  return out;
}

template <typename Part>
part_matching<Part> match(const comparison& all, const table_pair& pair, entity kind,
                          const std::vector<Part>& before, const std::vector<Part>& after) {
  part_matching<Part> found;
  if (before.empty() && after.empty()) return found;
  const judge compare(all, pair);
  std::vector<const Part*> is(before.size(), nullptr);
  std::unordered_map<std::string_view, const Part*> left;  // of the new ones, by name
  for (const Part& one : after) left.emplace(one.name, &one);
  if (is_said(all.given, kind)) {
    const auto renamed = said(all, kind, names_of(pair, before), names_of(pair, after));
    for (std::size_t i = 0; i < after.size(); ++i) {
      if (renamed[i] == no_partner) continue;
      is[renamed[i]] = &after[i];
      left.erase(after[i].name);
    }
  }
  for (std::size_t i = 0; i < before.size(); ++i) {
    const auto partner = is[i] ? left.end() : left.find(before[i].name);
    if (partner == left.end()) continue;
    is[i] = partner->second;
    left.erase(partner);
  }
  for (std::size_t i = 0; all.is_in_place && i < before.size(); ++i) {
    if (is[i] || !compare.is_touched(before[i])) continue;
    const auto partner = std::find_if(after.begin(), after.end(), [&](const Part& one) {
      return left.contains(one.name) && compare.has_become(before[i], one);
    });
    if (partner == after.end()) continue;
    is[i] = &*partner;
    left.erase(partner->name);
  }
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (!is[i]) {
      found.deleted.push_back(&before[i]);
      continue;
    }
    const bool is_same = is[i]->name == before[i].name ? compare.is_same(before[i], *is[i])
                                                       : compare.has_become(before[i], *is[i]);
    found.kept.push_back({&before[i], is[i], is_same});
  }
  for (const Part& one : after) {
    if (left.contains(one.name)) found.added.push_back(&one);
  }
  return found;
}

void match_keys(const comparison& all, table_pair& pair) {
  pair.primary_keys =
      match(all, pair, entity::primary_key, pair.before->primary_keys, pair.after->primary_keys);
  pair.uniques = match(all, pair, entity::unique, pair.before->unique_constraints,
                       pair.after->unique_constraints);
  pair.indexes = match(all, pair, entity::index, pair.before->indexes, pair.after->indexes);
}

// Keys that foreign keys stand on, and go on to, can't be dropped and made anew. drizzle-kit does
// it in the right order for primary keys with another name only, and where another key of the same
// columns stays for foreign keys that are made anew themselves.
class referenced_keys {
 public:
  explicit referenced_keys(const comparison& all) {
    for (const auto& [before, after] : all.tables.kept) {
      for (const model::foreign_key& one : before->foreign_keys) {
        if (!is_pointed_to(*after, all.follow->now(*before, one))) continue;
        columns_[target(one)].push_back(
            {sorted(one.columns_to), model::find(after->foreign_keys, one.name) != nullptr});
      }
    }
  }

  // Whether one would be, only because of a name.
  bool is_rebuilt(const comparison& all, const table_pair& pair) const {
    const auto found = columns_.find(key(pair.before->schema, pair.before->name));
    if (found == columns_.end()) return false;
    const judge compare(all, pair);
    part_matching<model::primary_key> altered = pair.primary_keys;
    altered.deleted.clear();
    const columns_list in_need = of_need(pair, found->second);
    return rebuilds(compare, altered, pair.after->primary_keys, in_need) ||
           rebuilds(compare, pair.uniques, pair.after->unique_constraints, in_need) ||
           rebuilds(compare, pair.indexes, pair.after->indexes, in_need);
  }

 private:
  using columns_list = std::vector<std::vector<std::string>>;
  struct reference {
    std::vector<std::string> columns;
    bool stays;
  };

  static bool is_pointed_to(const model::table& after, const model::foreign_key& now) {
    return std::any_of(
        after.foreign_keys.begin(), after.foreign_keys.end(), [&](const model::foreign_key& one) {
          return target(one) == target(now) && sorted(one.columns_to) == sorted(now.columns_to);
        });
  }
  static columns_list of_need(const table_pair& pair, const std::vector<reference>& references) {
    columns_list out;
    for (const reference& one : references) {
      if (one.stays || !has_other_key(pair, one.columns)) out.push_back(one.columns);
    }
    return out;
  }
  static bool has_other_key(const table_pair& pair, const std::vector<std::string>& columns) {
    const auto stands = [&](const auto& parts) {
      return std::any_of(parts.kept.begin(), parts.kept.end(), [&](const auto& one) {
        return one.is_same && columns_of(*one.before) == columns;
      });
    };
    return stands(pair.primary_keys) || stands(pair.uniques) ||
           std::any_of(pair.columns.kept.begin(), pair.columns.kept.end(), [&](const auto& one) {
             return one.before->primary_key && one.after->primary_key &&
                    columns == std::vector{one.before->name};
           });
  }
  static std::vector<std::string> sorted(std::vector<std::string> columns) {
    std::sort(columns.begin(), columns.end());
    return columns;
  }
  template <typename Key>
  static std::vector<std::string> columns_of(const Key& one) {
    return sorted(one.columns);
  }
  // None of an index that no foreign key can stand on.
  static std::vector<std::string> columns_of(const model::index& one) {
    std::vector<std::string> out;
    if (!one.is_unique || one.where) return out;
    for (const model::index_column& part : one.columns) out.push_back(part.expression);
    return sorted(std::move(out));
  }
  template <typename Part>
  static bool rebuilds(const judge& compare, const part_matching<Part>& parts,
                       const std::vector<Part>& after, const columns_list& referenced) {
    const auto is_rebuilt = [&](const Part& one) {
      return std::find(referenced.begin(), referenced.end(), columns_of(one)) != referenced.end() &&
             std::any_of(after.begin(), after.end(),
                         [&](const Part& now) { return compare.has_become(one, now); });
    };
    return std::any_of(parts.deleted.begin(), parts.deleted.end(),
                       [&](const Part* one) { return is_rebuilt(*one); }) ||
           std::any_of(parts.kept.begin(), parts.kept.end(),
                       [&](const auto& one) { return !one.is_same && is_rebuilt(*one.before); });
  }

  std::unordered_map<std::string, std::vector<reference>> columns_;  // by key() of the table
};

bool is_kit_wrong(comparison& all) {
  if (all.follow->empty()) return false;
  if (all.has_cut_names || !all.generated_renames.empty()) return true;
  const referenced_keys referenced(all);
  for (table_pair& pair : all.changed_tables) {
    match_keys(all, pair);
    if (referenced.is_rebuilt(all, pair)) return true;
  }
  return false;
}

template <typename Part>
void note_renames(comparison& all, const table_pair& pair, entity kind,
                  const part_matching<Part>& parts) {
  const std::string schema = model::schema_name(pair.after->schema);
  for (const auto& [before, after, is_same] : parts.kept) {
    if (before->name == after->name) continue;
    all.renames.push_back(
        {kind, {schema, pair.after->name, before->name}, {schema, pair.after->name, after->name}});
  }
}

}  // namespace

void match_parts(comparison& all) {
  all.is_in_place = is_kit_wrong(all);
  for (table_pair& pair : all.changed_tables) {
    match_keys(all, pair);
    pair.checks = match(all, pair, entity::check, pair.before->check_constraints,
                        pair.after->check_constraints);
    pair.foreign_keys =
        match(all, pair, entity::foreign_key, pair.before->foreign_keys, pair.after->foreign_keys);
    note_renames(all, pair, entity::primary_key, pair.primary_keys);
    note_renames(all, pair, entity::unique, pair.uniques);
    note_renames(all, pair, entity::check, pair.checks);
    note_renames(all, pair, entity::index, pair.indexes);
    note_renames(all, pair, entity::foreign_key, pair.foreign_keys);
  }
}

}  // namespace sluice::diff
