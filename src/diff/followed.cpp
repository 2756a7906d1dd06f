#include "diff/followed.hpp"

#include <algorithm>
#include <cstddef>

#include "model/schema_name.hpp"

namespace sluice::diff {

namespace {

using model::sql_token;

bool is_identifier(const sql_token& one) {
  return one.kind == sql_token::form::word || one.kind == sql_token::form::name;
}

// How many tokens from `at` on are one name with its owners: schema . table . column
std::size_t length_of_name(const std::vector<sql_token>& all, std::size_t at) {
  std::size_t length = 1;
  while (length < 5 && at + length + 1 < all.size() && all[at + length].is_symbol('.') &&
         is_identifier(all[at + length + 1])) {
    length += 2;
  }
  return length;
}

bool is_call(const std::vector<sql_token>& all, std::size_t name_end) {
  return all[name_end - 1].kind == sql_token::form::word && name_end < all.size() &&
         all[name_end].is_symbol('(');
}

bool same(const sql_token& a, const sql_token& b) {
  return a.kind == b.kind && a.text == b.text;
}

}  // namespace

followed::followed(const comparison& all) : all_(all) {
  std::unordered_map<const model::table*, const matching<model::column>*> columns;
  for (const table_pair& pair : all.changed_tables) {
    if (!pair.columns.renamed.empty()) columns.emplace(pair.before, &pair.columns);
  }
  if (columns.empty() && all.tables.renamed.empty() && all.schemas.renamed.empty()) return;
  for (const model::table& one : all.after.tables) {
    tables_.emplace(key(one.schema, one.name), &one);
  }
  for (const matched<model::table>& one : all.tables.kept) {
    kept_.emplace(key(one.before->schema, one.before->name), one);
    const auto found = columns.find(one.before);
    const bool is_renamed =
        key(one.before->schema, one.before->name) != key(one.after->schema, one.after->name);
    if (is_renamed || found != columns.end()) {
      add(one, found == columns.end() ? nullptr : found->second);
    }
  }
  for (const auto& [before, one] : renamed_) by_name_.emplace(before->name, &one);
}

void followed::add(const matched<model::table>& table, const matching<model::column>* columns) {
  renames one{.before = table.before, .after = table.after};
  const auto now = tables_.find(key(all_.schema_now(table.before->schema), table.before->name));
  one.is_taken_over = now != tables_.end() && now->second != table.after;
  if (columns) {
    for (const auto& [before, after] : columns->renamed) {
      one.columns.emplace(before->name, after->name);
      if (model::find(table.after->columns, before->name)) {
        one.columns_taken_over.insert(before->name);
      }
    }
  }
  renamed_.emplace(table.before, std::move(one));
}

const followed::renames* followed::of(const model::table* before) const {
  const auto found = renamed_.find(before);
  return found == renamed_.end() ? nullptr : &found->second;
}

const followed::renames* followed::called(const model::table* own, const std::string& table) const {
  if (own && own->name == table) return of(own);
  const auto found = by_name_.find(table);
  return found == by_name_.end() ? nullptr : found->second;
}

void followed::follow(const renames* table, std::vector<std::string>& columns) const {
  if (!table) return;
  for (std::string& one : columns) {
    const auto found = table->columns.find(one);
    if (found != table->columns.end()) one = found->second;
  }
}

model::unique_constraint followed::now(const model::table& before,
                                       model::unique_constraint one) const {
  follow(of(&before), one.columns);
  return one;
}

model::primary_key followed::now(const model::table& before, model::primary_key one) const {
  follow(of(&before), one.columns);
  return one;
}

model::index followed::now(const model::table& before, model::index one) const {
  const renames* table = of(&before);
  if (!table) return one;
  for (model::index_column& part : one.columns) {
    const auto found = table->columns.find(part.expression);
    if (!part.is_expression && found != table->columns.end()) part.expression = found->second;
  }
  return one;
}

model::foreign_key followed::now(const model::table& before, model::foreign_key one) const {
  follow(of(&before), one.columns_from);
  const auto target = kept_.find(key(one.schema_to.value_or("public"), one.table_to));
  if (target != kept_.end()) {
    const model::table& after = *target->second.after;
    follow(of(target->second.before), one.columns_to);
    one.schema_to = model::schema_name(after.schema);
    one.table_to = after.name;
  } else if (one.schema_to) {
    one.schema_to = all_.schema_now(*one.schema_to);
  }
  const auto own = kept_.find(key(before.schema, before.name));
  if (own != kept_.end()) one.table_from = own->second.after->name;
  return one;
}

template <typename Use>
followed::tokens followed::follow(const model::table* before, const std::string& sql,
                                  Use use) const {
  tokens all = model::sql_tokens(sql);
  const auto follow_column = [&](const renames* table, sql_token& column) {
    if (!table) return false;
    const auto found = table->columns.find(column.text);
    if (found == table->columns.end()) return false;
    use(*table, &found->first);
    column.text = found->second;
    return true;
  };
  const auto follow_table = [&](const renames& table, sql_token& name, sql_token* schema) {
    use(table, static_cast<const std::string*>(nullptr));
    name.text = table.after->name;
    if (schema) schema->text = model::schema_name(table.after->schema);
  };
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (!is_identifier(all[at])) continue;
    const std::size_t end = at + length_of_name(all, at);
    sql_token& last = all[end - 1];
    if (is_call(all, end)) {
      at = end - 1;
      continue;
    }
    if (end - at == 1) {
      if (!follow_column(of(before), last)) {
        if (const renames* table = called(before, last.text)) follow_table(*table, last, nullptr);
      }
      continue;
    }
    sql_token& owner = all[end - 3];
    if (const renames* table = called(before, owner.text)) {
      follow_column(table, last);
      follow_table(*table, owner, end - at == 5 ? &all[at] : nullptr);
    } else if (const renames* named = called(before, last.text)) {
      follow_table(*named, last, &owner);
    }
    at = end - 1;
  }
  return all;
}

bool followed::is_now(const model::table* before, const std::string& was,
                      const std::string& is) const {
  if (empty()) return was == is;
  const tokens now =
      follow(before, was, [](const renames& /*table*/, const std::string* /*column*/) {});
  const tokens wanted = model::sql_tokens(is);
  return std::equal(now.begin(), now.end(), wanted.begin(), wanted.end(), same);
}

bool followed::is_mistaken(const model::table* before, const std::string& sql) const {
  if (empty()) return false;
  bool mistaken = false;
  follow(before, sql, [&](const renames& table, const std::string* column) {
    mistaken |= column ? table.columns_taken_over.contains(*column) : table.is_taken_over;
  });
  return mistaken;
}

bool followed::is_taken_over(const std::optional<std::string>& schema,
                             const std::string& table) const {
  const auto found = kept_.find(key(schema.value_or("public"), table));
  if (found == kept_.end()) return false;
  const renames* one = of(found->second.before);
  return one && (one->is_taken_over || !one->columns_taken_over.empty());
}

}  // namespace sluice::diff
