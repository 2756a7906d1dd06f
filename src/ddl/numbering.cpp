// How a column numbers its rows: a sequence of its own (serial), an identity, or not at all. A new
// sequence goes on where the old one was, or after the rows that are there.
#include "base/text.hpp"
#include "ddl/text.hpp"
#include "ddl/words.hpp"
#include "model/generated_names.hpp"

namespace sluice::ddl {

namespace {

std::string sequence_type(const std::string& serial) {
  if (serial == "bigserial") return "bigint";
  return serial == "smallserial" ? "smallint" : "integer";
}

struct numbers {
  const model::table& table;
  const model::column& column;  // as it shall be

  std::string alter() const { return alter_column(table, column); }
  std::string sequence(const std::string& name) const { return qualified(table.schema, name); }
  object at(const std::string& name) const { return {object_kind::sequence, {table.schema, name}}; }

  void drop_default(statement_list& out) const {
    out.add(alter() + "DROP DEFAULT;", action::drop_default{of(table), column.name});
  }
  void rename(const std::string& from, const std::string& to, statement_list& out) const {
    if (from == to) return;
    out.add(concat("ALTER SEQUENCE ", sequence(from), " RENAME TO ", quoted(to), ";"),
            action::rename{at(from), to});
  }
  void drop(const std::string& name, statement_list& out) const {
    out.add(concat("DROP SEQUENCE ", sequence(name), ";"), action::drop{at(name)});
  }
  void create(const std::string& name, bool is_owned, statement_list& out) const {
    out.add(
        concat("CREATE SEQUENCE ", sequence(name), " AS ", sequence_type(column.type),
               is_owned ? concat(" OWNED BY ", name_of(table), ".", quoted(column.name)) : "", ";"),
        action::create{at(name)});
  }
  void set_default(const std::string& name, statement_list& out) const {
    out.add(concat(alter(), "SET DEFAULT nextval(", literal(sequence(name)), "::regclass);"),
            action::set_default{of(table), column.name});
  }

  // Behind the last of the rows, where they have come that far.
  void follow_rows(const std::string& name, statement_list& out) const {
    const model::sequence_options options =
        column.identity ? column.identity->options : model::sequence_options{};
    const bool is_falling = options.increment.value_or("1").starts_with('-');
    const std::string start = options.start_with.value_or(
        is_falling ? options.max_value.value_or("-1") : options.min_value.value_or("1"));
    const std::string id = quoted(column.name);
    const std::string limit =
        is_falling ? options.min_value.value_or("") : options.max_value.value_or("");
    out.add(
        concat("SELECT setval(", literal(sequence(name)), ", ", is_falling ? "min(" : "max(", id,
               ")) FROM ", name_of(table), " WHERE ", id, is_falling ? " <= " : " >= ", start,
               limit.empty() ? "" : concat(" AND ", id, is_falling ? " >= " : " <= ", limit), ";"),
        action::set_sequence_position{{table.schema, name}, of(table), column.name});
  }

  // Where the other one is, or behind the rows where they are further.
  void follow(const std::string& name, const std::string& other, statement_list& out) const {
    const std::string start = column.identity
                                  ? column.identity->options.start_with.value_or(
                                        column.identity->options.min_value.value_or("1"))
                                  : "1";
    out.add(concat("SELECT setval(", literal(sequence(name)), ", greatest(last_value, ", start,
                   ", (SELECT max(", quoted(column.name), ") FROM ", name_of(table),
                   ")), is_called OR EXISTS (SELECT FROM ", name_of(table), ")) FROM ",
                   sequence(other), ";"),
            action::set_sequence_position{
                {table.schema, name}, of(table), column.name, {table.schema, other}});
  }
};

}  // namespace

void write(const diff::end_numbering& change, statement_list& out) {
  const numbers of_column{*change.table, *change.to};
  if (change.from->identity) {  // a serial column follows
    of_column.rename(change.sequence, change.kept_as, out);
    of_column.create(change.follower, false, out);
    of_column.follow(change.follower, change.kept_as, out);
    return;
  }
  of_column.drop_default(out);
  if (change.kept_as.empty()) {
    of_column.drop(change.sequence, out);
  } else {
    of_column.rename(change.sequence, change.kept_as, out);
  }
}

void write(const diff::begin_numbering& change, statement_list& out) {
  const numbers of_column{*change.table, *change.to};
  if (change.to->identity) {
    const std::string& name = change.to->identity->name;
    if (change.follows.empty()) {
      of_column.follow_rows(name, out);
    } else {
      of_column.follow(name, change.follows, out);
      of_column.drop(change.follows, out);
    }
  } else if (change.from->identity) {
    out.add(concat("ALTER SEQUENCE ", of_column.sequence(change.sequence), " OWNED BY ",
                   name_of(*change.table), ".", quoted(change.to->name), ";"),
            action::alter_sequence{{change.table->schema, change.sequence}});
    of_column.set_default(change.sequence, out);
  } else if (change.follows.empty() && is_serial(*change.from)) {
    out.add(concat("ALTER SEQUENCE ", of_column.sequence(change.sequence), " AS ",
                   sequence_type(change.to->type), ";"),
            action::alter_sequence{{change.table->schema, change.sequence}});
  } else {
    of_column.create(change.sequence, true, out);
    of_column.set_default(change.sequence, out);
    of_column.follow_rows(change.sequence, out);
  }
}

}  // namespace sluice::ddl
