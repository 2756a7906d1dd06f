#include "catalog/others.hpp"

#include <algorithm>
#include <iterator>

#include "base/text.hpp"
#include "catalog/family.hpp"

namespace sluice::catalog {

const std::string_view others_prologue = R"sql(,
members as (select classid, objid from pg_depend where deptype = 'e'),
relations as (
  select s.nspname, c.*,
      c.relkind = 'r' and not c.relispartition and c.reloftype = 0
        and not exists (select from pg_inherits i where i.inhrelid = c.oid) as is_said
    from pg_class c join spaces s on s.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'f', 'v', 'm', 'S')
      and not exists (select from members m where m.classid = 'pg_class'::regclass and m.objid = c.oid))
)sql";

std::vector<std::string> other_queries(int server_version) {
  std::vector<std::string> out;
  for (const auto& part :
       {others_of_tables, others_of_columns, others_of_constraints, others_of_indexes,
        others_of_rights, others_in_schemas, others_in_no_schema}) {
    for (const std::string& query : part(server_version)) {
      out.push_back(concat(others_prologue, query));
    }
  }
  return out;
}

void take_others(draft& into, const pg::result& rows) {
  for (int row = 0; row < rows.rows(); ++row) {
    into.add_other(text_at(rows, row, 0), text_at(rows, row, 1), text_at(rows, row, 2),
                   text_at(rows, row, 3), rows.text(row, 4));
  }
}

}  // namespace sluice::catalog
