#include "project/out_of_scope.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "catalog/tables_filter.hpp"

namespace sluice::project {

namespace {

constexpr std::string_view query =
    "select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
    " where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_'"
    " and n.nspname <> 'information_schema' and not exists (select from pg_depend d"
    "   where d.deptype = 'e' and (d.classid = 'pg_class'::regclass and d.objid = c.oid"
    "     or d.classid = 'pg_namespace'::regclass and d.objid = n.oid))"
    " order by n.nspname collate \"C\", c.relname collate \"C\"";

template <typename One>
bool contains(const std::vector<One>& all, const One& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

std::vector<std::string> out_of_scope(pg::connection& database, const catalog::scope& about) {
  const catalog::tables_filter filter(about.tables_filter, about.extensions_filters);
  const pg::result rows = database.query(query);
  std::vector<std::string> out;
  for (int row = 0; row < rows.rows(); ++row) {
    const std::string schema(rows.text(row, 0));
    const std::string name(rows.text(row, 1));
    if (contains(about.left_out, {schema, name})) continue;
    const bool is_read = about.every_schema || contains(about.schema_filter, schema) ||
                         (about.schema_filter.empty() && schema == "public");
    if (!is_read) {
      std::string one = concat("schema ", schema);
      if (out.empty() || out.back() != one) out.push_back(std::move(one));
    } else if (!filter.passes(name)) {
      out.push_back(concat("table ", schema == "public" ? "" : concat(schema, "."), name));
    }
  }
  return out;
}

std::string listed(const std::vector<std::string>& all) {
  constexpr std::size_t most = 8;
  if (all.size() <= most) return join(all, ", ");
  return concat(join({all.begin(), all.begin() + most}, ", "), " and ",
                std::to_string(all.size() - most), " more");
}

}  // namespace sluice::project
