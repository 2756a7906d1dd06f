// CREATE, ALTER and DROP TYPE for enums.
#include "base/text.hpp"
#include "ddl/text.hpp"
#include "ddl/words.hpp"

namespace sluice::ddl {

void write(const diff::create_enum& change, lines& out) {
  std::string values;
  for (const std::string& value : change.type->values) {
    if (!values.empty()) values += ", ";
    values += literal(value);
  }
  out.push_back(concat("CREATE TYPE ", qualified(change.type->schema, change.type->name),
                       " AS ENUM(", values, ");"));
}

void write(const diff::move_enum& change, lines& out) {
  out.push_back(concat("ALTER TYPE ", qualified(change.from.schema, change.from.name),
                       " SET SCHEMA ", quoted(change.to_schema), ";"));
}

void write(const diff::rename_enum& change, lines& out) {
  out.push_back(concat("ALTER TYPE ", qualified(change.from.schema, change.from.name),
                       " RENAME TO ", quoted(change.to), ";"));
}

void write(const diff::add_enum_value& change, lines& out) {
  std::string sql = concat("ALTER TYPE ", qualified(change.type->schema, change.type->name),
                           " ADD VALUE ", literal(change.value));
  if (!change.before.empty()) sql += concat(" BEFORE ", literal(change.before));
  out.push_back(sql + ';');
}

void write(const diff::recreate_enum& change, lines& out) {
  const model::enum_type& type = *change.type;
  for (const auto& [table, column] : change.uses) {
    const std::string alter = alter_column(*table, *column);
    out.push_back(alter + "SET DATA TYPE text;");
    if (column->default_) {
      out.push_back(concat(alter, "SET DEFAULT ", default_text(*column->default_), "::text;"));
    }
  }
  write(diff::drop_enum{{type.schema, type.name}}, out);
  write(diff::create_enum{&type}, out);
  for (const auto& [table, column] : change.uses) {
    const std::string alter = alter_column(*table, *column);
    const std::string as = type_text(column->type, type.schema, public_schema::said);
    if (column->default_) {
      out.push_back(concat(alter, "SET DEFAULT ", default_text(*column->default_), "::", as, ";"));
    }
    out.push_back(
        concat(alter, "SET DATA TYPE ", as, " USING ", quoted(column->name), "::", as, ";"));
  }
}

void write(const diff::drop_enum& change, lines& out) {
  out.push_back(concat("DROP TYPE ", qualified(change.type.schema, change.type.name), ";"));
}

}  // namespace sluice::ddl
