// ALTER TABLE … COLUMN: added, dropped, renamed, altered.
#include "base/text.hpp"
#include "ddl/text.hpp"
#include "ddl/words.hpp"

namespace sluice::ddl {

namespace {

std::string alter_table(const model::table& table) {
  return concat("ALTER TABLE ", name_of(table), " ");
}

bool is_truthy(const model::default_value& value) {
  if (value.kind == model::default_value::form::sql) return !value.text.empty();
  return value.text != "0" && value.text != "-0" && value.text != "false" && value.text != "null";
}

}  // namespace

std::string column_text(const model::column& column, const model::table& table) {
  std::string out = type_text(column.type, column.type_schema);
  if (column.primary_key) out += " PRIMARY KEY";
  if (column.default_) out += concat(" DEFAULT ", default_text(*column.default_));
  if (column.generated) out += concat(" GENERATED ALWAYS AS (", column.generated->as, ") STORED");
  if (column.not_null) out += " NOT NULL";
  if (column.identity) out += identity_text(table, *column.identity);
  return out;
}

void write(const diff::rename_column& change, lines& out) {
  out.push_back(concat(alter_table(*change.table), "RENAME COLUMN ", quoted(change.from->name),
                       " TO ", quoted(change.to->name), ";"));
}

void write(const diff::add_column& change, lines& out) {
  out.push_back(concat(alter_table(*change.table), "ADD COLUMN ", quoted(change.column->name), " ",
                       column_text(*change.column, *change.table), ";"));
}

void write(const diff::drop_column& change, lines& out) {
  out.push_back(
      concat(alter_table(*change.table), "DROP COLUMN ", quoted(change.column->name), ";"));
}

void write(const diff::alter_column_type& change, lines& out) {
  const model::column& to = *change.to;
  const std::string alter = alter_column(*change.table, to);
  const std::string type = type_text(to.type, to.type_schema, public_schema::said);
  const std::string set_type = concat(alter, "SET DATA TYPE ", type);
  std::string set_default;
  if (to.default_ && is_truthy(*to.default_)) {
    set_default = concat(alter, "SET DEFAULT ", default_text(*to.default_));
  }
  if (!change.to_enum) {
    out.push_back(set_type + ';');
    if (!set_default.empty()) out.push_back(set_default + ';');
  } else if (!change.from_enum) {
    if (!set_default.empty()) out.push_back(concat(set_default, "::", type, ";"));
    out.push_back(concat(set_type, " USING ", quoted(to.name), "::", type, ";"));
  } else {
    if (!set_default.empty()) out.push_back(alter + "DROP DEFAULT;");
    out.push_back(concat(set_type, " USING ", quoted(to.name), "::text::", type, ";"));
    if (!set_default.empty()) out.push_back(set_default + ';');
  }
}

void write(const diff::alter_column_default& change, lines& out) {
  const std::string alter = alter_column(*change.table, *change.to);
  if (change.to->default_) {
    out.push_back(concat(alter, "SET DEFAULT ", default_text(*change.to->default_), ";"));
  } else {
    out.push_back(alter + "DROP DEFAULT;");
  }
}

void write(const diff::alter_column_not_null& change, lines& out) {
  out.push_back(concat(alter_column(*change.table, *change.column),
                       change.column->not_null ? "SET NOT NULL;" : "DROP NOT NULL;"));
}

void write(const diff::alter_column_identity& change, lines& out) {
  const std::string alter = alter_column(*change.table, *change.to);
  if (!change.to->identity) {
    out.push_back(alter + "DROP IDENTITY;");
    return;
  }
  if (!change.from->identity) {
    out.push_back(concat(alter, "ADD", identity_text(*change.table, *change.to->identity), ";"));
    return;
  }
  const model::identity& from = *change.from->identity;
  const model::identity& to = *change.to->identity;
  if (from.always != to.always) {
    out.push_back(concat(alter, "SET GENERATED ", to.always ? "ALWAYS;" : "BY DEFAULT;"));
  }
  const auto set = [&](const std::optional<std::string>& old_value,
                       const std::optional<std::string>& value, std::string_view words,
                       std::string_view otherwise) {
    if (old_value == value) return;
    out.push_back(value ? concat(alter, "SET ", words, *value, ";")
                        : concat(alter, "SET ", otherwise, ";"));
  };
  set(from.options.min_value, to.options.min_value, "MINVALUE ", "NO MINVALUE");
  set(from.options.max_value, to.options.max_value, "MAXVALUE ", "NO MAXVALUE");
  set(from.options.increment, to.options.increment, "INCREMENT BY ", "INCREMENT BY 1");
  set(from.options.start_with, to.options.start_with, "START WITH ", "START WITH 1");
  set(from.options.cache, to.options.cache, "CACHE ", "CACHE 1");
  const bool cycle = to.options.cycle.value_or(false);
  if (from.options.cycle.value_or(false) != cycle) {
    out.push_back(concat(alter, "SET ", cycle ? "CYCLE;" : "NO CYCLE;"));
  }
}

void write(const diff::alter_column_generated& change, lines& out) {
  if (!change.to->generated) {
    out.push_back(alter_column(*change.table, *change.to) + "DROP EXPRESSION;");
    return;
  }
  // PostgreSQL before 17 can't give a column another expression: it is made anew.
  out.push_back(concat(alter_table(*change.table), "drop column ", quoted(change.to->name), ";"));
  write(diff::add_column{change.table, change.to}, out);
}

void write(const diff::add_column_primary_key& change, lines& out) {
  out.push_back(
      concat(alter_table(*change.table), "ADD PRIMARY KEY (", quoted(change.column->name), ");"));
}

void write(const diff::drop_column_primary_key& change, lines& out) {
  out.push_back(
      concat(alter_table(*change.table), "DROP CONSTRAINT ", quoted(change.constraint), ";"));
}

}  // namespace sluice::ddl
