// ALTER TABLE … COLUMN: added, dropped, renamed, altered.
#include <algorithm>

#include "base/text.hpp"
#include "ddl/sequence_bounds.hpp"
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

// PostgreSQL takes a check's word for it that there is no NULL.
bool has_check_for_null(const model::table& table, const model::column& column) {
  return std::any_of(table.check_constraints.begin(), table.check_constraints.end(),
                     [&](const model::check_constraint& one) {
                       return one.value.find(column.name) != std::string::npos &&
                              to_lower(one.value).find("not null") != std::string::npos;
                     });
}

// Of the values: what a serial column holds.
std::string stored_type(const std::string& type) {
  if (type == "serial") return "integer";
  if (type == "bigserial") return "bigint";
  return type == "smallserial" ? "smallint" : type;
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

void write(const diff::rename_column& change, statement_list& out) {
  const object column{object_kind::column, of(*change.table), change.from_name()};
  out.add(concat(alter_table(*change.table), "RENAME COLUMN ", quoted(change.from_name()), " TO ",
                 quoted(change.to_name()), ";"),
          action::rename{column, change.to_name()});
}

void write(const diff::add_column& change, statement_list& out) {
  const model::column& column = *change.column;
  out.add(
      concat(alter_table(*change.table), "ADD COLUMN ", quoted(column.name), " ",
             column_text(column, *change.table), ";"),
      action::add_column{.table = of(*change.table),
                         .column = column.name,
                         .type = column.type,
                         .default_ = column.default_ ? std::optional(default_text(*column.default_))
                                                     : std::nullopt,
                         .not_null = column.not_null,
                         .primary_key = column.primary_key,
                         .identity = column.identity.has_value(),
                         .generated = column.generated.has_value()});
}

void write(const diff::drop_column& change, statement_list& out) {
  out.add(concat(alter_table(*change.table), "DROP COLUMN ", quoted(change.column->name), ";"),
          action::drop_column{of(*change.table), change.column->name,
                              change.column->generated.has_value()});
}

void write(const diff::alter_column_type& change, statement_list& out) {
  const model::column& to = *change.to;
  const std::string alter = alter_column(*change.table, to);
  const std::string type = type_text(stored_type(to.type), to.type_schema, public_schema::said);
  const std::string column = quoted(to.name);
  std::string set_type = concat(alter, "SET DATA TYPE ", type);
  std::string default_type;  // that the default is cast to
  bool drops_default = change.default_goes;
  if (!change.using_.empty()) {
    set_type += concat(" USING ", change.using_);
  } else if (change.to_enum && change.from_enum) {
    set_type += concat(" USING ", column, "::text::", type);
    drops_default |= to.default_ && is_truthy(*to.default_);
  } else if (change.to_enum) {
    set_type += concat(" USING ", column, "::", type);
    default_type = concat("::", type);
  } else if (change.needs_cast) {
    set_type += concat(" USING ", column, "::", type);
  }
  const auto set_default = [&] {
    if (!to.default_ || !(drops_default || is_truthy(*to.default_))) return;
    out.add(concat(alter, "SET DEFAULT ", default_text(*to.default_), default_type, ";"),
            action::set_default{of(*change.table), to.name});
  };
  if (!default_type.empty() && !drops_default) set_default();
  if (drops_default) {
    out.add(alter + "DROP DEFAULT;", action::drop_default{of(*change.table), to.name});
  }
  out.add(set_type + ';',
          action::alter_column_type{.table = of(*change.table),
                                    .column = to.name,
                                    .from = change.from->type,
                                    .to = to.type,
                                    .from_enum = change.from_enum,
                                    .to_enum = change.to_enum,
                                    .is_cast = set_type.find(" USING ") != std::string::npos,
                                    .becomes = change.using_,
                                    .not_null = to.not_null});
  if (default_type.empty() || drops_default) {
    default_type.clear();
    set_default();
  }
}

void write(const diff::alter_column_default& change, statement_list& out) {
  const std::string alter = alter_column(*change.table, *change.to);
  if (change.to->default_) {
    out.add(concat(alter, "SET DEFAULT ", default_text(*change.to->default_), ";"),
            action::set_default{of(*change.table), change.to->name});
  } else {
    out.add(alter + "DROP DEFAULT;",
            action::drop_default{of(*change.table), change.to->name, change.to->not_null});
  }
}

void write(const diff::alter_column_not_null& change, statement_list& out) {
  const model::column& column = *change.column;
  const std::string alter = alter_column(*change.table, column);
  if (column.not_null) {
    out.add(alter + "SET NOT NULL;",
            action::set_not_null{.table = of(*change.table),
                                 .column = column.name,
                                 .has_default = column.default_.has_value(),
                                 .may_be_proven = has_check_for_null(*change.table, column)});
  } else {
    out.add(alter + "DROP NOT NULL;", action::drop_not_null{of(*change.table), column.name});
  }
}

void write(const diff::alter_column_identity& change, statement_list& out) {
  const std::string alter = alter_column(*change.table, *change.to);
  if (!change.to->identity) {
    out.add(alter + "DROP IDENTITY;", action::drop_identity{of(*change.table), change.to->name});
    return;
  }
  if (!change.from->identity) {
    out.add(concat(alter, "ADD", identity_text(*change.table, *change.to->identity), ";"),
            action::add_identity{of(*change.table), change.to->name});
    return;
  }
  const model::identity& from = *change.from->identity;
  const model::identity& to = *change.to->identity;
  const action::alter_identity does{of(*change.table), change.to->name, !from.always && to.always};
  if (from.always != to.always) {
    out.add(concat(alter, "SET GENERATED ", to.always ? "ALWAYS;" : "BY DEFAULT;"), does);
  }
  // One after the other, as drizzle-kit has it, except where they don't fit what was there.
  lines parts;
  const auto set = [&](const std::optional<std::string>& old_value,
                       const std::optional<std::string>& value, std::string_view words,
                       std::string_view otherwise) {
    if (old_value == value) return;
    parts.push_back(value ? concat("SET ", words, *value) : concat("SET ", otherwise));
  };
  set(from.options.min_value, to.options.min_value, "MINVALUE ", "NO MINVALUE");
  set(from.options.max_value, to.options.max_value, "MAXVALUE ", "NO MAXVALUE");
  set(from.options.increment, to.options.increment, "INCREMENT BY ", "INCREMENT BY 1");
  set(from.options.start_with, to.options.start_with, "START WITH ", "START WITH 1");
  set(from.options.cache, to.options.cache, "CACHE ", "CACHE 1");
  const bool cycle = to.options.cycle.value_or(false);
  if (from.options.cycle.value_or(false) != cycle) {
    parts.push_back(cycle ? "SET CYCLE" : "SET NO CYCLE");
  }
  if (starts_anew(from.options, to.options)) {
    out.add(concat(alter, join(parts, " "), " RESTART;"), does);
    return;
  }
  for (const std::string& one : parts) out.add(concat(alter, one, ";"), does);
}

void write(const diff::alter_column_generated& change, statement_list& out) {
  if (!change.to->generated) {
    out.add(alter_column(*change.table, *change.to) + "DROP EXPRESSION;",
            action::drop_expression{of(*change.table), change.to->name});
    return;
  }
  // PostgreSQL before 17 can't give a column another expression: it is made anew.
  out.add(
      concat(alter_table(*change.table), "drop column ", quoted(change.to->name), ";"),
      action::drop_column{of(*change.table), change.to->name, change.from->generated.has_value()});
  write(diff::add_column{change.table, change.to}, out);
}

void write(const diff::add_column_primary_key& change, statement_list& out) {
  out.add(
      concat(alter_table(*change.table), "ADD PRIMARY KEY (", quoted(change.column->name), ");"),
      action::add_key{
          .table = of(*change.table), .columns = {change.column->name}, .primary = true});
}

void write(const diff::drop_column_primary_key& change, statement_list& out) {
  out.add(concat(alter_table(*change.table), "DROP CONSTRAINT ", quoted(change.constraint), ";"),
          action::drop_key{.table = of(*change.table),
                           .constraint = change.constraint,
                           .columns = {change.column->name},
                           .primary = true});
}

}  // namespace sluice::ddl
