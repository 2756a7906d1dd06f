// The schemas, and the tables, views and the like in them.
#include "base/text.hpp"
#include "catalog/family.hpp"

namespace sluice::catalog {

std::string not_of_extension(std::string_view catalog, std::string_view identifier) {
  return concat("not exists (select from pg_depend x where x.classid = '", catalog,
                "'::regclass and x.objid = ", identifier,
                " and x.objsubid = 0 and x.deptype = 'e')");
}

std::string since(int server_version, int major, std::string_view then, std::string_view before) {
  constexpr int of_major = 10000;
  return std::string(server_version >= major * of_major ? then : before);
}

namespace {

std::string schemas_query(int /*version*/) {
  return "select nspname from spaces order by nspname collate \"C\"";
}

void take_schemas(draft& into, const pg::result& rows) {
  for (int row = 0; row < rows.rows(); ++row) {
    if (rows.text(row, 0) != "public") into.out.schema.schemas.push_back(text_at(rows, row, 0));
  }
}

std::string relations_query(int /*version*/) {
  return concat(
      "select c.oid, s.nspname, c.relname, c.relkind, c.relrowsecurity,"
      "  c.relispartition or c.reloftype <> 0"
      "    or exists (select from pg_inherits i where i.inhrelid = c.oid)"
      "  from pg_class c join spaces s on s.oid = c.relnamespace"
      "  where c.relkind in ('r', 'p', 'f', 'v', 'm') and ",
      not_of_extension("pg_class", "c.oid"),
      "  order by s.nspname collate \"C\", c.relname collate \"C\"");
}

void take_relations(draft& into, const pg::result& rows) {
  into.relations.reserve(static_cast<std::size_t>(rows.rows()));
  for (int row = 0; row < rows.rows(); ++row) {
    relation_draft one{.identifier = oid_at(rows, row, 0)};
    one.kind = rows.text(row, 3).front();
    one.table.name = text_at(rows, row, 2);
    one.table.schema = text_at(rows, row, 1);
    if (one.table.schema == "public") one.table.schema.clear();
    one.table.is_rls_enabled = rows.boolean(row, 4);
    const bool is_derived = rows.boolean(row, 5);
    one.is_said = one.kind != 'p' && one.kind != 'f' && !is_derived;
    into.add(std::move(one));
  }
}

}  // namespace

family schemas() {
  return {schemas_query, take_schemas};
}

family relations() {
  return {relations_query, take_relations};
}

}  // namespace sluice::catalog
