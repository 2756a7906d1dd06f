// Indexes on what is no table of the model, and what the others have besides.
#include "base/text.hpp"
#include "catalog/family.hpp"
#include "catalog/others.hpp"

namespace sluice::catalog {

namespace {

std::string properties(int version) {
  const std::string nulls = since(version, 15, "i.indnullsnotdistinct and k.oid is null", "false");
  return concat(R"sql(
select p.kind, r.nspname, r.relname, x.relname, pg_get_indexdef(i.indexrelid)
  from pg_index i join relations r on r.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
  left join pg_constraint k on k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x')
  cross join lateral (values
    ('included columns', i.indnatts > i.indnkeyatts and k.oid is null),
    ('nulls not distinct', )sql",
                nulls, R"sql(),
    ('invalid index', not i.indisvalid and r.relkind = 'r'),
    ('clustered index', i.indisclustered),
    ('constraint parameters', x.reloptions is not null and k.oid is not null),
    ('operator class options', x.relnatts > 0 and exists (select from pg_attribute a
      where a.attrelid = x.oid and a.attnum > 0 and a.attoptions is not null)),
    ('index', not r.is_said and k.oid is null and not x.relispartition)) p (kind, holds)
  where p.holds)sql");
}

constexpr const char* tablespaces = R"sql(
select 'tablespace', r.nspname, r.relname, x.relname, t.spcname
  from pg_index i join relations r on r.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
  join pg_tablespace t on t.oid = x.reltablespace)sql";

constexpr const char* statistics = R"sql(
select 'column statistics', r.nspname, r.relname, x.relname, a.attnum || ': ' || a.attstattarget
  from pg_index i join relations r on r.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
  join pg_attribute a on a.attrelid = x.oid and coalesce(a.attstattarget, -1) <> -1)sql";

}  // namespace

std::vector<std::string> others_of_indexes(int server_version) {
  return {properties(server_version), tablespaces, statistics};
}

}  // namespace sluice::catalog
