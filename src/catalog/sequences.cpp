// Sequences: of their own, of identity columns, of serial columns.
#include "base/text.hpp"
#include "catalog/family.hpp"
#include "pg/quote.hpp"

namespace sluice::catalog {

namespace {

enum field {
  schema,
  name,
  reference,  // as a default names it
  type,
  start,
  increment,
  maximum,
  minimum,
  cache,
  cycle,
  owner,
  owner_column,
  dependency,  // 'a' owned by a column, 'i' the column's identity
};

std::string query(int /*version*/) {
  return concat(
      "select s.nspname, c.relname, c.oid::regclass, format_type(q.seqtypid, null), q.seqstart,"
      "  q.seqincrement, q.seqmax, q.seqmin, q.seqcache, q.seqcycle,"
      "  d.refobjid, d.refobjsubid, d.deptype"
      " from pg_class c join spaces s on s.oid = c.relnamespace"
      " join pg_sequence q on q.seqrelid = c.oid"
      " left join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = c.oid"
      "  and d.objsubid = 0 and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0"
      "  and d.deptype in ('a', 'i')"
      " where c.relkind = 'S' and ",
      not_of_extension("pg_class", "c.oid"),
      " order by s.nspname collate \"C\", c.relname collate \"C\"");
}

model::sequence_options options_at(const pg::result& rows, int row) {
  return {.increment = text_at(rows, row, increment),
          .min_value = text_at(rows, row, minimum),
          .max_value = text_at(rows, row, maximum),
          .start_with = text_at(rows, row, start),
          .cache = text_at(rows, row, cache),
          .cycle = rows.boolean(row, cycle)};
}

std::string serial_of(const std::string& type) {
  if (type == "integer") return "serial";
  if (type == "bigint") return "bigserial";
  if (type == "smallint") return "smallserial";
  return {};
}

// The sequence's column takes it over if it is what `serial` or an identity makes.
void give_to_column(draft& into, sequence_draft& one) {
  relation_draft* of = into.relation(one.owner);
  if (of == nullptr) return;
  const auto at = of->position(one.owner_column);
  if (!at) return;
  model::column& column = of->table.columns[*at];
  if (one.is_identity && column.identity) {
    column.identity->name = one.sequence.name;
    column.identity->schema = one.sequence.schema;
    column.identity->options = one.sequence.options;
    one.is_taken = true;
    return;
  }
  const std::string serial = serial_of(column.type);
  if (serial.empty() || !column.default_ || column.default_->text != one.default_text) return;
  column.type = serial;
  column.default_.reset();
  one.is_taken = true;
}

void take(draft& into, const pg::result& rows) {
  for (int row = 0; row < rows.rows(); ++row) {
    sequence_draft one;
    one.sequence = {.name = text_at(rows, row, name),
                    .schema = text_at(rows, row, schema),
                    .options = options_at(rows, row)};
    one.default_text =
        concat("nextval(", pg::quote_literal(rows.text(row, reference)), "::regclass)");
    one.type = text_at(rows, row, type);
    one.owner = oid_at(rows, row, owner);
    one.owner_column = static_cast<int>(rows.integer(row, owner_column));
    one.is_identity = rows.text(row, dependency) == "i";
    if (one.owner != 0) give_to_column(into, one);
    into.sequences.push_back(std::move(one));
  }
}

}  // namespace

family sequences() {
  return {query, take};
}

}  // namespace sluice::catalog
