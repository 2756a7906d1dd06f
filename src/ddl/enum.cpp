// CREATE, ALTER and DROP TYPE for enums.
#include "base/text.hpp"
#include "ddl/text.hpp"
#include "ddl/words.hpp"

namespace sluice::ddl {

namespace {

object type_named(const diff::object_name& name) {
  return {object_kind::type, {name.schema, name.name}};
}

}  // namespace

void write(const diff::create_enum& change, statement_list& out) {
  std::string values;
  for (const std::string& value : change.type->values) {
    if (!values.empty()) values += ", ";
    values += literal(value);
  }
  out.add(concat("CREATE TYPE ", qualified(change.type->schema, change.type->name), " AS ENUM(",
                 values, ");"),
          action::create{type_named({change.type->schema, change.type->name})});
}

void write(const diff::move_enum& change, statement_list& out) {
  out.add(concat("ALTER TYPE ", qualified(change.from.schema, change.from.name), " SET SCHEMA ",
                 quoted(change.to_schema), ";"),
          action::set_schema{type_named(change.from), change.to_schema});
}

void write(const diff::rename_enum& change, statement_list& out) {
  out.add(concat("ALTER TYPE ", qualified(change.from.schema, change.from.name), " RENAME TO ",
                 quoted(change.to), ";"),
          action::rename{type_named(change.from), change.to});
}

void write(const diff::rename_enum_value& change, statement_list& out) {
  const relation type{change.type->schema, change.type->name};
  const object value{object_kind::enum_value, type, change.from};
  out.add(concat("ALTER TYPE ", qualified(type.schema, type.name), " RENAME VALUE ",
                 literal(change.from), " TO ", literal(change.to), ";"),
          action::rename{value, change.to});
}

void write(const diff::add_enum_value& change, statement_list& out) {
  std::string sql = concat("ALTER TYPE ", qualified(change.type->schema, change.type->name),
                           " ADD VALUE ", literal(change.value));
  if (!change.before.empty()) sql += concat(" BEFORE ", literal(change.before));
  out.add(sql + ';',
          action::add_enum_value{{change.type->schema, change.type->name}, change.value});
}

void write(const diff::recreate_enum& change, statement_list& out) {
  const model::enum_type& type = *change.type;
  for (const auto& [table, column] : change.uses) {
    const std::string alter = alter_column(*table, *column);
    out.add(alter + "SET DATA TYPE text;", action::alter_column_type{.table = of(*table),
                                                                     .column = column->name,
                                                                     .from = column->type,
                                                                     .to = "text",
                                                                     .from_enum = true,
                                                                     .gone = change.gone});
    if (column->default_) {
      out.add(concat(alter, "SET DEFAULT ", default_text(*column->default_), "::text;"),
              action::set_default{of(*table), column->name});
    }
  }
  write(diff::drop_enum{{type.schema, type.name}}, out);
  write(diff::create_enum{&type}, out);
  for (const auto& [table, column] : change.uses) {
    const std::string alter = alter_column(*table, *column);
    const std::string as = type_text(column->type, type.schema, public_schema::said);
    if (column->default_) {
      out.add(concat(alter, "SET DEFAULT ", default_text(*column->default_), "::", as, ";"),
              action::set_default{of(*table), column->name});
    }
    out.add(concat(alter, "SET DATA TYPE ", as, " USING ", quoted(column->name), "::", as, ";"),
            action::alter_column_type{.table = of(*table),
                                      .column = column->name,
                                      .from = "text",
                                      .to = column->type,
                                      .to_enum = true,
                                      .is_cast = true,
                                      .gone = change.gone});
  }
}

void write(const diff::drop_enum& change, statement_list& out) {
  out.add(concat("DROP TYPE ", qualified(change.type.schema, change.type.name), ";"),
          action::drop{type_named(change.type)});
}

}  // namespace sluice::ddl
