// Indexes on what is no table of the model, and what the others have besides.
#include "base/text.hpp"
#include "catalog/family.hpp"
#include "catalog/others.hpp"

namespace sluice::catalog {

namespace {

std::string properties(int version) {
  const std::string nulls = since(version, 15, "i.indnullsnotdistinct", "false");
  return concat(R"sql(
select p.kind, r.nspname, r.relname, x.relname, case p.kind when 'tablespace' then t.spcname else pg_get_indexdef(i.indexrelid) end
  from pg_index i join relations r on r.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
  left join pg_constraint k on k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x')
  left join pg_tablespace t on t.oid = x.reltablespace
  cross join lateral (values
    ('included columns', i.indnatts > i.indnkeyatts and k.oid is null),
    ('nulls not distinct', k.oid is null and )sql",
                nulls, R"sql(),
    ('invalid index', not i.indisvalid and r.relkind = 'r'),
    ('clustered index', i.indisclustered),
    ('tablespace', t.oid is not null),
    ('constraint parameters', x.reloptions is not null and k.oid is not null),
    ('index', not r.is_said and k.oid is null and not x.relispartition)) p (kind, holds)
  where p.holds and (i.indnatts > i.indnkeyatts or not i.indisvalid or i.indisclustered or x.reltablespace <> 0
    or x.reloptions is not null or not r.is_said or )sql",
                nulls, ")");
}

constexpr const char* of_columns = R"sql(
, set_columns as materialized (select attrelid, attnum, attoptions, attstattarget from pg_attribute
    where attnum > 0 and (attoptions is not null or coalesce(attstattarget, -1) <> -1))
select case when a.attoptions is not null then 'operator class options' else 'column statistics' end, r.nspname, r.relname, x.relname,
    case when a.attoptions is not null then pg_get_indexdef(x.oid) else a.attnum || ': ' || a.attstattarget end
  from set_columns a join pg_index i on i.indexrelid = a.attrelid
  join relations r on r.oid = i.indrelid join pg_class x on x.oid = i.indexrelid)sql";

}  // namespace

std::vector<std::string> others_of_indexes(int server_version) {
  return {properties(server_version), of_columns};
}

}  // namespace sluice::catalog
