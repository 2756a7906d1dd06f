// CREATE, ALTER and DROP SEQUENCE.
#include "base/text.hpp"
#include "ddl/sequence_bounds.hpp"
#include "ddl/text.hpp"
#include "ddl/words.hpp"

namespace sluice::ddl {

namespace {

object sequence_named(const diff::object_name& name) {
  return {object_kind::sequence, {name.schema, name.name}};
}

std::string alter(const diff::object_name& name) {
  return concat("ALTER SEQUENCE ", qualified(name.schema, name.name));
}

// Options that are no longer said go back to PostgreSQL's default.
std::string taken_back(const model::sequence_options& from, const model::sequence_options& to) {
  std::string out;
  if (from.increment && !to.increment) out += " INCREMENT BY 1";
  if (from.min_value && !to.min_value) out += " NO MINVALUE";
  if (from.max_value && !to.max_value) out += " NO MAXVALUE";
  if (from.cache && !to.cache) out += " CACHE 1";
  if (from.cycle == true && to.cycle != true) out += " NO CYCLE";
  return out;
}

}  // namespace

void write(const diff::create_sequence& change, statement_list& out) {
  out.add(concat("CREATE SEQUENCE ", qualified(change.sequence->schema, change.sequence->name),
                 sequence_text(change.sequence->options), ";"),
          action::create{sequence_named({change.sequence->schema, change.sequence->name})});
}

void write(const diff::move_sequence& change, statement_list& out) {
  out.add(concat(alter(change.from), " SET SCHEMA ", quoted(change.to_schema), ";"),
          action::set_schema{sequence_named(change.from), change.to_schema});
}

void write(const diff::rename_sequence& change, statement_list& out) {
  out.add(concat(alter(change.from), " RENAME TO ", quoted(change.to), ";"),
          action::rename{sequence_named(change.from), change.to});
}

void write(const diff::alter_sequence& change, statement_list& out) {
  const model::sequence_options& from = change.from->options;
  const model::sequence_options& to = change.to->options;
  std::string options = sequence_text(to) + taken_back(from, to);
  if (options.empty()) return;
  if (starts_anew(from, to)) options += " RESTART";
  out.add(concat(alter({change.to->schema, change.to->name}), options, ";"),
          action::alter_sequence{{change.to->schema, change.to->name}});
}

// As with the index of a key: what stands in the database may have another name.
void write(const diff::rename_owned_sequence& change, statement_list& out) {
  const relation sequence{change.from.schema, change.from.name};
  out.add(concat("ALTER SEQUENCE IF EXISTS ", qualified(sequence.schema, sequence.name),
                 " RENAME TO ", quoted(change.to), ";"),
          action::rename{{object_kind::sequence, sequence}, change.to});
}

void write(const diff::drop_sequence& change, statement_list& out) {
  out.add(concat("DROP SEQUENCE ", qualified(change.sequence.schema, change.sequence.name), ";"),
          action::drop{sequence_named(change.sequence)});
}

}  // namespace sluice::ddl
