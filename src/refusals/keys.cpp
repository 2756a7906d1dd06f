// Primary keys, and the keys that foreign keys point to.
#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "diff/casts.hpp"
#include "refusals/rules.hpp"

namespace sluice::refusals {

namespace {

using names = std::vector<std::string>;

const model::column* column_of(const model::table& table, const std::string& name) {
  return model::find(table.columns, name);
}

std::string named(const names& columns) {
  return concat("(", join(columns, ", "), ")");
}

// Whether PostgreSQL keeps these columns of the table unique, in whichever order.
bool is_unique(const model::table& table, const names& columns) {
  const std::set<std::string> wanted(columns.begin(), columns.end());
  const auto same = [&](const names& key) {
    return std::set<std::string>(key.begin(), key.end()) == wanted;
  };
  for (const model::column& column : table.columns) {
    if (column.primary_key && same({column.name})) return true;
  }
  for (const model::primary_key& key : table.primary_keys) {
    if (same(key.columns)) return true;
  }
  for (const model::unique_constraint& key : table.unique_constraints) {
    if (same(key.columns)) return true;
  }
  return std::any_of(table.indexes.begin(), table.indexes.end(), [&](const model::index& index) {
    if (!index.is_unique || index.where) return false;
    names key;
    for (const model::index_column& part : index.columns) {
      if (part.is_expression) return false;
      key.push_back(part.expression);
    }
    return same(key);
  });
}

bool are_comparable(const model::column& a, const model::column& b) {
  const diff::column_kind left = diff::kind_of(a);
  const diff::column_kind right = diff::kind_of(b);
  return !diff::is_known(left) || !diff::is_known(right) || diff::are_comparable(left, right);
}

void find_in_foreign_key(const model::table& table, const model::foreign_key& key,
                         const model::table& target, list& found) {
  const std::string what = concat("foreign key \"", key.name, "\" of table \"", table.name, "\"");
  const subject where =
      about(table, key.columns_from.empty() ? key.name : key.columns_from.front());
  const std::string columns = concat("\"", target.name, "\" ", named(key.columns_to));
  if (key.columns_from.size() != key.columns_to.size()) {
    found.push_back({"SCHEMA.FOREIGN_KEY_COLUMNS", "42830",
                     concat(what, " has ", std::to_string(key.columns_from.size()),
                            " columns and points to ", std::to_string(key.columns_to.size())),
                     "name as many columns on both sides", where});
    return;
  }
  for (std::size_t i = 0; i < key.columns_to.size(); ++i) {
    const model::column* from = column_of(table, key.columns_from[i]);
    const model::column* to = column_of(target, key.columns_to[i]);
    if (from == nullptr || to == nullptr) return;
    if (!are_comparable(*from, *to)) {
      found.push_back({"SCHEMA.FOREIGN_KEY_TYPE", "42804",
                       concat(what, ": \"", from->name, "\" is ", from->type, " and \"",
                              target.name, "\".\"", to->name, "\" is ", to->type),
                       "give both columns one type", where});
      return;
    }
  }
  if (!is_unique(target, key.columns_to)) {
    found.push_back(
        {"SCHEMA.FOREIGN_KEY_TARGET", "42830",
         concat(what, " points to ", columns, ", where no primary key or unique constraint is"),
         concat("make ", columns, " unique, or point to the primary key"), where});
  }
}

}  // namespace

void find_in_keys(const model::table& table, const tables_by_name& all, list& found) {
  names keys;
  for (const model::column& column : table.columns) {
    if (column.primary_key) keys.push_back(column.name);
  }
  if (keys.size() + table.primary_keys.size() > 1) {
    for (const model::primary_key& key : table.primary_keys)
      keys.push_back(join(key.columns, ", "));
    found.push_back({"SCHEMA.PRIMARY_KEYS", "42P16",
                     concat("table \"", table.name, "\" has ", std::to_string(keys.size()),
                            " primary keys: ", join(keys, "; ")),
                     "one key of several columns is primaryKey({ columns: [...] })",
                     about(table, {})});
  }
  for (const model::foreign_key& key : table.foreign_keys) {
    const auto target = all.find(model::qualified(key.schema_to.value_or(""), key.table_to));
    if (target != all.end()) find_in_foreign_key(table, key, *target->second, found);
  }
}

}  // namespace sluice::refusals
