// CREATE and DROP INDEX.
#include "base/text.hpp"
#include "ddl/text.hpp"
#include "ddl/words.hpp"

namespace sluice::ddl {

namespace {

std::string column_text(const model::index_column& column) {
  std::string out = column.is_expression ? column.expression : quoted(column.expression);
  const bool has_opclass = !column.opclass.value_or("").empty();
  if (has_opclass) out += concat(" ", *column.opclass);
  if (!column.asc) out += " DESC";
  // Ascending, last is what PostgreSQL does anyway; behind an operator class as much as possible is
  // left out.
  if (!column.nulls) return out;
  const bool is_last = *column.nulls == "last";
  if (column.asc ? !is_last : !has_opclass || is_last) {
    out += concat(" NULLS ", to_upper(*column.nulls));
  }
  return out;
}

}  // namespace

void write(const diff::create_index& change, statement_list& out) {
  const model::index& index = *change.index;
  std::string columns;
  for (const model::index_column& one : index.columns) {
    if (!columns.empty()) columns += ',';
    columns += column_text(one);
  }
  std::string options;
  for (const model::option& one : index.with) {
    if (!options.empty()) options += ',';
    options += concat(one.name, "=", plain(one.value));
  }
  std::string sql = concat("CREATE ", index.is_unique ? "UNIQUE INDEX" : "INDEX",
                           index.concurrently ? " CONCURRENTLY " : " ", quoted(index.name), " ON ",
                           name_of(*change.table), " USING ", index.method, " (", columns, ")");
  if (!options.empty()) sql += concat(" WITH (", options, ")");
  if (!index.where.value_or("").empty()) sql += concat(" WHERE ", *index.where);
  out.add(sql + ';', action::create_index{.table = of(*change.table),
                                          .index = index.name,
                                          .unique = index.is_unique,
                                          .concurrently = index.concurrently});
}

// A primary key is renamed with its index. Databases that were migrated by other tools have names
// that no snapshot knows.
void write(const diff::rename_index& change, statement_list& out) {
  const object index{object_kind::index, of(*change.table), change.from.name};
  out.add(concat("ALTER INDEX ", change.is_generated ? "IF EXISTS " : "",
                 qualified(change.from.schema, change.from.name), " RENAME TO ", quoted(change.to),
                 ";"),
          action::rename{index, change.to});
}

void write(const diff::drop_index& change, statement_list& out) {
  out.add(concat("DROP INDEX ", qualified(change.table->schema, change.index->name), ";"),
          action::drop_index{of(*change.table), change.index->name, change.index->is_unique});
}

}  // namespace sluice::ddl
