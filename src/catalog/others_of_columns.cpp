// What a column has besides a type, a default and its constraints.
#include "base/text.hpp"
#include "catalog/family.hpp"
#include "catalog/others.hpp"

namespace sluice::catalog {

namespace {

std::string properties(int version) {
  const std::string has_compression = since(version, 14, "a.attcompression <> ''", "false");
  return concat(
      R"sql(
select p.kind, r.nspname, r.relname, a.attname, p.definition
  from pg_attribute a join relations r on r.oid = a.attrelid join pg_type t on t.oid = a.atttypid
  left join pg_collation c on c.oid = a.attcollation and a.attcollation <> t.typcollation
  cross join lateral (values
    ('column collation', quote_ident(c.collname)),
    ('column storage', case when a.attstorage <> t.typstorage then case a.attstorage
      when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main' else 'extended' end end),
    ('column compression', )sql",
      since(version, 14,
            "case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' else "
            "nullif(a.attcompression::text, '') end",
            "null"),
      R"sql(),
    ('column statistics', nullif(coalesce(a.attstattarget, -1), -1)::text),
    ('column options', array_to_string(a.attoptions, ', ')),
    ('virtual generated column', case a.attgenerated when 'v' then (select pg_get_expr(d.adbin, d.adrelid)
      from pg_attrdef d where d.adrelid = a.attrelid and d.adnum = a.attnum) end),
    ('view column default', case when a.atthasdef and r.relkind = 'v' then (select pg_get_expr(d.adbin, d.adrelid)
      from pg_attrdef d where d.adrelid = a.attrelid and d.adnum = a.attnum) end)) p (kind, definition)
  where a.attnum > 0 and not a.attisdropped and r.relkind in ('r', 'p', 'f', 'v', 'm') and p.definition <> ''
    and (a.attcollation <> t.typcollation or (a.attstorage <> t.typstorage and r.relkind <> 'v')
      or coalesce(a.attstattarget, -1) <> -1 or a.attoptions is not null
      or a.attgenerated = 'v' or (a.atthasdef and r.relkind = 'v') or )sql",
      has_compression, ")");
}

// From PostgreSQL 18 on NOT NULL is a constraint, with a name that is derived unless it is said.
constexpr const char* not_null = R"sql(
select p.kind, r.nspname, r.relname, k.conname, pg_get_constraintdef(k.oid)
  from pg_constraint k join relations r on r.oid = k.conrelid
  join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
  cross join lateral (values
    ('not null constraint', octet_length(r.relname || a.attname) <= 53
      and regexp_replace(k.conname, '\d+$', '') <> regexp_replace(r.relname || '_' || a.attname || '_not_null', '\d+$', '')),
    ('unvalidated constraint', not k.convalidated),
    ('constraint without inheritance', k.connoinherit)) p (kind, holds)
  where k.contype = 'n' and r.is_said and p.holds)sql";

}  // namespace

std::vector<std::string> others_of_columns(int server_version) {
  std::vector<std::string> out = {properties(server_version)};
  constexpr int eighteen = 180000;
  if (server_version >= eighteen) out.emplace_back(not_null);
  return out;
}

}  // namespace sluice::catalog
