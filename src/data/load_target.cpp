#include "data/load_target.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "pg/quote.hpp"

namespace sluice::data {
namespace {

constexpr std::string_view relation_of = R"(
select c.oid, c.relkind,
  exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgtype & 4 <> 0 and t.tgtype & 66 = 0)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = $1 and c.relname = $2)";

constexpr std::string_view columns_of = R"(
select a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
  a.atthasdef or a.attidentity <> '' or t.typdefault is not null, a.attgenerated <> '',
  t.typcategory = 'A'
from pg_attribute a join pg_type t on t.oid = a.atttypid
where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped order by a.attnum)";

constexpr std::string_view keys_of = R"(
select i.indexrelid, i.indisprimary, a.attname
from pg_index i
  cross join lateral unnest(i.indkey::int2[]) with ordinality as k(number, place)
  join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
where i.indrelid = $1 and i.indisunique and i.indisvalid and i.indpred is null
  and i.indexprs is null and k.place <= i.indnkeyatts
order by i.indisprimary desc, i.indexrelid, k.place)";

constexpr std::string_view pulled_along_by = R"(
select c.conrelid::regclass::text from pg_constraint c
where c.confrelid = $1 and c.contype = 'f' and c.confdeltype not in ('a', 'r'))";

constexpr std::string_view tables_there = R"(
select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema'))";

error no_table(pg::connection& connection, const load_declaration& declaration) {
  const pg::result found = connection.query(tables_there);
  std::vector<std::string> names;
  for (int row = 0; row < found.rows(); ++row) {
    names.push_back(concat(found.text(row, 0), ".", found.text(row, 1)));
  }
  const std::string name = concat(declaration.schema, ".", declaration.table);
  const std::string similar = nearest(name, names);
  return error(failure::config, "LOAD.TABLE", concat("the database has no table ", name))
      .at(declaration.table_place)
      .advise(similar.empty() ? "is the migration applied that makes it? sluice status"
                              : concat("did you mean ", similar, "?"));
}

}  // namespace

std::string load_target::quoted() const {
  return concat(pg::quote_identifier(schema), ".", pg::quote_identifier(table));
}

std::string load_target::display() const {
  return concat(schema, ".", table);
}

const target_column* load_target::find(const std::string& name) const {
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const target_column& one) { return one.name == name; });
  return found == columns.end() ? nullptr : &*found;
}

std::vector<std::string> load_target::column_names() const {
  std::vector<std::string> names;
  for (const target_column& column : columns) names.push_back(column.name);
  return names;
}

load_target read_target(pg::connection& connection, const load_declaration& declaration) {
  const pg::result relation =
      connection.query(relation_of, {declaration.schema, declaration.table});
  if (relation.rows() == 0) throw no_table(connection, declaration);
  const std::string_view kind = relation.text(0, 1);
  load_target target{.schema = declaration.schema, .table = declaration.table};
  if (kind != "r" && kind != "p") {
    throw error(failure::config, "LOAD.TABLE", concat(target.display(), " is no table"))
        .at(declaration.table_place)
        .because("a load goes to tables; a view, a foreign table or a sequence is none")
        .advise("load the table that it stands for");
  }
  target.checks_at_end = relation.boolean(0, 2);
  const std::string oid(relation.text(0, 0));
  const std::vector<pg::result> parts =
      connection.query_all({{columns_of, {oid}}, {keys_of, {oid}}, {pulled_along_by, {oid}}});
  for (int row = 0; row < parts[0].rows(); ++row) {
    target.columns.push_back({.name = std::string(parts[0].text(row, 0)),
                              .type = std::string(parts[0].text(row, 1)),
                              .not_null = parts[0].boolean(row, 2),
                              .has_default = parts[0].boolean(row, 3),
                              .generated = parts[0].boolean(row, 4),
                              .array = parts[0].boolean(row, 5)});
  }
  for (int row = 0; row < parts[1].rows(); ++row) {
    if (row == 0 || parts[1].text(row, 0) != parts[1].text(row - 1, 0)) {
      target.unique_keys.emplace_back();
    }
    target.unique_keys.back().emplace_back(parts[1].text(row, 2));
    if (parts[1].boolean(row, 1)) target.primary_key = target.unique_keys.back();
  }
  for (int row = 0; row < parts[2].rows(); ++row) {
    target.pulled_along.emplace_back(parts[2].text(row, 0));
  }
  return target;
}

}  // namespace sluice::data
