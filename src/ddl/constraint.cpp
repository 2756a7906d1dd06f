// ADD and DROP CONSTRAINT: primary keys, uniques, checks, foreign keys.
#include "ddl/constraint.hpp"

#include "base/text.hpp"
#include "ddl/text.hpp"
#include "ddl/words.hpp"
#include "model/schema_name.hpp"

namespace sluice::ddl {

namespace {

std::string add(const model::table& table, const std::string& constraint) {
  return concat("ALTER TABLE ", name_of(table), " ADD ", constraint, ";");
}

action::add_key added_key(const model::table& table, const model::primary_key& key) {
  return {.table = of(table), .constraint = key.name, .columns = key.columns, .primary = true};
}

action::drop_key dropped_key(const model::table& table, const model::primary_key& key) {
  return {.table = of(table), .constraint = key.name, .columns = key.columns, .primary = true};
}

// `now`: the table as it shall be, where there is one.
relation target_of(const model::foreign_key& key, const model::table* now) {
  return now ? of(*now) : relation{key.schema_to.value_or(""), key.table_to};
}

std::string drop(const model::table& table, const std::string& name) {
  return concat("ALTER TABLE ", name_of(table), " DROP CONSTRAINT ", quoted(name), ";");
}

}  // namespace

std::string constraint_text(const model::primary_key& key) {
  return concat("CONSTRAINT ", quoted(key.name), " PRIMARY KEY(", quoted_list(key.columns), ")");
}

std::string constraint_text(const model::unique_constraint& constraint) {
  return concat("CONSTRAINT ", quoted(constraint.name), " UNIQUE",
                constraint.nulls_not_distinct ? " NULLS NOT DISTINCT" : "", "(",
                quoted_list(constraint.columns), ")");
}

std::string constraint_text(const model::check_constraint& constraint) {
  return concat("CONSTRAINT ", quoted(constraint.name), " CHECK (", constraint.value, ")");
}

void write(const diff::add_primary_key& change, statement_list& out) {
  out.add(add(*change.table, constraint_text(*change.key)), added_key(*change.table, *change.key));
}

void write(const diff::alter_primary_key& change, statement_list& out) {
  out.add(drop(*change.table, change.from->name) + '\n', dropped_key(*change.table, *change.from));
  out.add(add(*change.table, constraint_text(*change.to)), added_key(*change.table, *change.to));
}

void write(const diff::drop_primary_key& change, statement_list& out) {
  out.add(drop(*change.table, change.key->name), dropped_key(*change.table, *change.key));
}

void write(const diff::add_unique& change, statement_list& out) {
  out.add(add(*change.table, constraint_text(*change.constraint)),
          action::add_key{.table = of(*change.table),
                          .constraint = change.constraint->name,
                          .columns = change.constraint->columns,
                          .nulls_not_distinct = change.constraint->nulls_not_distinct});
}

void write(const diff::drop_unique& change, statement_list& out) {
  out.add(drop(*change.table, change.constraint->name),
          action::drop_key{.table = of(*change.table),
                           .constraint = change.constraint->name,
                           .columns = change.constraint->columns,
                           .nulls_not_distinct = change.constraint->nulls_not_distinct});
}

void write(const diff::add_check& change, statement_list& out) {
  out.add(add(*change.table, constraint_text(*change.constraint)),
          action::add_check{of(*change.table), change.constraint->name});
}

void write(const diff::drop_check& change, statement_list& out) {
  out.add(drop(*change.table, change.constraint->name),
          action::drop_check{of(*change.table), change.constraint->name});
}

void write(const diff::add_foreign_key& change, statement_list& out) {
  const model::foreign_key& key = *change.key;
  const std::string schema = key.schema_to.value_or("");
  std::string sql =
      concat("CONSTRAINT ", quoted(key.name), " FOREIGN KEY (", quoted_list(key.columns_from),
             ") REFERENCES ", qualified(model::schema_name(schema), key.table_to), "(",
             quoted_list(key.columns_to), ")");
  if (!key.on_delete.value_or("").empty()) sql += concat(" ON DELETE ", *key.on_delete);
  if (!key.on_update.value_or("").empty()) sql += concat(" ON UPDATE ", *key.on_update);
  out.add(add(*change.table, sql),
          action::add_foreign_key{of(*change.table), key.name, target_of(key, change.target),
                                  key.columns_from, key.columns_to});
}

void write(const diff::rename_constraint& change, statement_list& out) {
  const object constraint{object_kind::constraint, of(*change.table), change.from};
  out.add(concat("ALTER TABLE ", name_of(*change.table), " RENAME CONSTRAINT ", quoted(change.from),
                 " TO ", quoted(change.to), ";"),
          action::rename{constraint, change.to});
}

void write(const diff::drop_foreign_key& change, statement_list& out) {
  out.add(drop(*change.table, change.key->name) + '\n',
          action::drop_foreign_key{of(*change.table), change.key->name,
                                   target_of(*change.key, change.target), change.key->columns_from,
                                   change.key->columns_to});
}

}  // namespace sluice::ddl
