// CREATE, ALTER and DROP SEQUENCE.
#include "base/text.hpp"
#include "ddl/text.hpp"
#include "ddl/words.hpp"

namespace sluice::ddl {

namespace {

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

void write(const diff::create_sequence& change, lines& out) {
  out.push_back(concat("CREATE SEQUENCE ",
                       qualified(change.sequence->schema, change.sequence->name),
                       sequence_text(change.sequence->options), ";"));
}

void write(const diff::move_sequence& change, lines& out) {
  out.push_back(concat(alter(change.from), " SET SCHEMA ", quoted(change.to_schema), ";"));
}

void write(const diff::rename_sequence& change, lines& out) {
  out.push_back(concat(alter(change.from), " RENAME TO ", quoted(change.to), ";"));
}

void write(const diff::alter_sequence& change, lines& out) {
  const std::string options =
      sequence_text(change.to->options) + taken_back(change.from->options, change.to->options);
  if (options.empty()) return;
  out.push_back(concat(alter({change.to->schema, change.to->name}), options, ";"));
}

void write(const diff::drop_sequence& change, lines& out) {
  out.push_back(
      concat("DROP SEQUENCE ", qualified(change.sequence.schema, change.sequence.name), ";"));
}

}  // namespace sluice::ddl
