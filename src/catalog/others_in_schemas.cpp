// Types, functions and all the rest that stands in a schema.
#include "catalog/others.hpp"

namespace sluice::catalog {

namespace {

constexpr const char* types = R"sql(
select case t.typtype when 'd' then 'domain' when 'c' then 'composite type' when 'r' then 'range type' when 'm' then 'multirange type'
      when 'b' then 'base type' when 'p' then 'shell type' else 'type of kind ' || t.typtype::text end,
    s.nspname, '', t.typname,
    case t.typtype
      when 'd' then concat_ws(' ', format_type(t.typbasetype, t.typtypmod), 'collate ' || (select quote_ident(c.collname) from pg_collation c
          join pg_type b on b.oid = t.typbasetype where c.oid = t.typcollation and c.oid <> b.typcollation),
        'default ' || t.typdefault, case when t.typnotnull then 'not null' end,
        (select string_agg(format('constraint %I %s', k.conname, pg_get_constraintdef(k.oid)), ' ' order by k.conname)
          from pg_constraint k where k.contypid = t.oid and k.contype <> 'n'))
      when 'c' then '(' || coalesce((select string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' order by a.attnum)
        from pg_attribute a where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped), '') || ')'
      when 'r' then (select 'subtype = ' || format_type(r.rngsubtype, null) from pg_range r where r.rngtypid = t.oid)
      else '' end
  from pg_type t join spaces s on s.oid = t.typnamespace
  where t.typtype not in ('e', 'm') and not exists (select from members m where m.classid = 'pg_type'::regclass and m.objid = t.oid)
    and not (t.typtype = 'c' and exists (select from pg_class c where c.oid = t.typrelid and c.relkind <> 'c'))
    and not exists (select from pg_type e where e.typarray = t.oid))sql";

constexpr const char* functions = R"sql(
select case p.prokind when 'f' then 'function' when 'p' then 'procedure' when 'a' then 'aggregate' when 'w' then 'window function'
      else 'function of kind ' || p.prokind::text end,
    s.nspname, '', p.proname || '(' || oidvectortypes(p.proargtypes) || ')',
    case when p.prokind in ('f', 'p', 'w') then pg_get_functiondef(p.oid)
      else (select concat_ws(' ', 'sfunc =', a.aggtransfn, 'stype =', format_type(a.aggtranstype, null), 'finalfunc = ' || nullif(a.aggfinalfn, 0)::regproc::text,
        'initcond = ' || quote_literal(a.agginitval)) from pg_aggregate a where a.aggfnoid = p.oid) end
  from pg_proc p join spaces s on s.oid = p.pronamespace
  where not exists (select from members m where m.classid = 'pg_proc'::regclass and m.objid = p.oid)
    and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'i'))sql";

// Relations that sequences, tables and views are not; composite types stand among the types.
constexpr const char* unknown_relations = R"sql(
select 'relation of kind ' || c.relkind::text, s.nspname, '', c.relname, ''
  from pg_class c join spaces s on s.oid = c.relnamespace
  where c.relkind not in ('r', 'p', 'f', 'v', 'm', 'S', 'i', 'I', 't', 'c'))sql";

// Everything that depends on a schema because it stands in it, of whatever catalog: operators, text
// search objects, collations, and what future servers have. The server says what it is.
constexpr const char* rest = R"sql(
select i.type, s.nspname, '', coalesce(i.name, substr(i.identity, length(quote_ident(s.nspname)) + 2)), pg_describe_object(d.classid, d.objid, d.objsubid)
  from pg_depend d join spaces s on s.oid = d.refobjid
  cross join lateral pg_identify_object(d.classid, d.objid, d.objsubid) i
  where d.refclassid = 'pg_namespace'::regclass and d.deptype = 'n'
    and d.classid not in ('pg_class'::regclass, 'pg_type'::regclass, 'pg_proc'::regclass, 'pg_statistic_ext'::regclass,
      'pg_extension'::regclass, 'pg_default_acl'::regclass, 'pg_constraint'::regclass)
    and not exists (select from members m where m.classid = d.classid and m.objid = d.objid))sql";

}  // namespace

std::vector<std::string> others_in_schemas(int /*server_version*/) {
  return {types, functions, unknown_relations, rest};
}

}  // namespace sluice::catalog
