// CREATE, ALTER and DROP TABLE, for the table as a whole.
#include "base/text.hpp"
#include "ddl/constraint.hpp"
#include "ddl/text.hpp"
#include "ddl/words.hpp"

namespace sluice::ddl {

namespace {

object table_named(const diff::object_name& name) {
  return {object_kind::table, {name.schema, name.name}};
}

// An identity column is NOT NULL by itself.
std::string definition(const model::column& column, const model::table& table) {
  std::string out = concat(quoted(column.name), " ", type_text(column.type, column.type_schema));
  if (column.primary_key) out += " PRIMARY KEY";
  if (column.default_) out += concat(" DEFAULT ", default_text(*column.default_));
  if (column.generated) out += concat(" GENERATED ALWAYS AS (", column.generated->as, ") STORED");
  if (column.not_null && !column.identity) out += " NOT NULL";
  if (column.identity) out += identity_text(table, *column.identity);
  return out;
}

}  // namespace

void write(const diff::create_table& change, statement_list& out) {
  const model::table& table = *change.table;
  lines parts;
  for (const model::column& one : table.columns) parts.push_back(definition(one, table));
  if (!table.primary_keys.empty()) parts.push_back(constraint_text(table.primary_keys.front()));
  for (const auto& one : table.unique_constraints) parts.push_back(constraint_text(one));
  for (const auto& one : table.check_constraints) parts.push_back(constraint_text(one));
  std::string sql = concat("CREATE TABLE ", name_of(table), " (\n");
  for (std::size_t i = 0; i < parts.size(); ++i) {
    sql += concat("\t", parts[i], i + 1 == parts.size() ? "" : ",\n");
  }
  out.add(sql + "\n);\n", action::create{{object_kind::table, of(table)}});
  if (!table.policies.empty() || table.is_rls_enabled) {
    write(diff::enable_rls{&table}, out);
  }
}

void write(const diff::move_table& change, statement_list& out) {
  out.add(concat("ALTER TABLE ", qualified(change.from.schema, change.from.name), " SET SCHEMA ",
                 quoted(change.to_schema), ";\n"),
          action::set_schema{table_named(change.from), change.to_schema});
}

void write(const diff::rename_table& change, statement_list& out) {
  out.add(concat("ALTER TABLE ", qualified(change.from.schema, change.from.name), " RENAME TO ",
                 quoted(change.to), ";"),
          action::rename{table_named(change.from), change.to});
}

void write(const diff::drop_table& change, statement_list& out) {
  const std::string name = qualified(change.name.schema, change.name.name);
  for (const model::policy& policy : change.table->policies) {
    out.add(
        concat("DROP POLICY ", quoted(policy.name), " ON ", name, " CASCADE;"),
        action::drop{{object_kind::policy, {change.name.schema, change.name.name}, policy.name}});
  }
  out.add(concat("DROP TABLE ", name, " CASCADE;"), action::drop{table_named(change.name)});
}

void write(const diff::enable_rls& change, statement_list& out) {
  out.add(concat("ALTER TABLE ", name_of(*change.table), " ENABLE ROW LEVEL SECURITY;"),
          action::set_row_security{of(*change.table), true});
}

void write(const diff::disable_rls& change, statement_list& out) {
  out.add(concat("ALTER TABLE ", qualified(change.name.schema, change.name.name),
                 " DISABLE ROW LEVEL SECURITY;"),
          action::set_row_security{{change.name.schema, change.name.name}, false});
}

}  // namespace sluice::ddl
