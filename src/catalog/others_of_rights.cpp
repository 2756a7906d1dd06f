// Who may do what: grants that differ from what a new object has, owners other than that of most
// relations, comments and security labels.
#include "base/text.hpp"
#include "catalog/others.hpp"

namespace sluice::catalog {

namespace {

constexpr const char* grants = R"sql(
select 'grants', r.nspname, r.relname, '', array_to_string(r.relacl, ', ')
  from relations r
  where r.relacl is not null
    and not (r.relacl @> acldefault(case r.relkind when 'S' then 's' else 'r' end::"char", r.relowner)
      and r.relacl <@ acldefault(case r.relkind when 'S' then 's' else 'r' end::"char", r.relowner))
union all
select 'column grants', r.nspname, r.relname, a.attname, array_to_string(a.attacl, ', ')
  from pg_attribute a join relations r on r.oid = a.attrelid
  where a.attacl is not null and a.attnum > 0 and not a.attisdropped
union all
select 'grants', s.nspname, '', p.proname || '(' || oidvectortypes(p.proargtypes) || ')', array_to_string(p.proacl, ', ')
  from pg_proc p join spaces s on s.oid = p.pronamespace
  where p.proacl is not null and not (p.proacl @> acldefault('f', p.proowner) and p.proacl <@ acldefault('f', p.proowner))
    and not exists (select from members m where m.classid = 'pg_proc'::regclass and m.objid = p.oid)
union all
select 'grants', s.nspname, '', t.typname, array_to_string(t.typacl, ', ')
  from pg_type t join spaces s on s.oid = t.typnamespace
  where t.typacl is not null and not (t.typacl @> acldefault('T', t.typowner) and t.typacl <@ acldefault('T', t.typowner))
    and not exists (select from members m where m.classid = 'pg_type'::regclass and m.objid = t.oid)
union all
select 'grants', s.nspname, '', '', array_to_string(n.nspacl, ', ')
  from spaces s join pg_namespace n on n.oid = s.oid
  left join pg_init_privs i on i.classoid = 'pg_namespace'::regclass and i.objoid = n.oid and i.objsubid = 0
  where n.nspacl is not null and n.nspacl <> coalesce(i.initprivs, acldefault('n', n.nspowner))
union all
select 'default privileges', coalesce(s.nspname, ''), '', pg_get_userbyid(d.defaclrole),
    case d.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions' when 'T' then 'types'
      when 'n' then 'schemas' else d.defaclobjtype::text end || ': ' || array_to_string(d.defaclacl, ', ')
  from pg_default_acl d left join spaces s on s.oid = d.defaclnamespace
  where d.defaclnamespace = 0 or s.oid is not null)sql";

constexpr const char* owners = R"sql(
, usual as (select mode() within group (order by r.relowner) as owner from relations r)
select 'owner', r.nspname, r.relname, '', pg_get_userbyid(r.relowner)
  from relations r, usual u where r.relowner <> u.owner
union all
select 'owner', s.nspname, '', '', pg_get_userbyid(n.nspowner)
  from spaces s join pg_namespace n on n.oid = s.oid, usual u where n.nspowner <> u.owner and n.nspname <> 'public'
union all
select 'owner', s.nspname, '', p.proname || '(' || oidvectortypes(p.proargtypes) || ')', pg_get_userbyid(p.proowner)
  from pg_proc p join spaces s on s.oid = p.pronamespace, usual u
  where p.proowner <> u.owner and not exists (select from members m where m.classid = 'pg_proc'::regclass and m.objid = p.oid)
union all
select 'owner', s.nspname, '', t.typname, pg_get_userbyid(t.typowner)
  from pg_type t join spaces s on s.oid = t.typnamespace, usual u
  where t.typowner <> u.owner and t.typtype in ('e', 'd', 'c', 'r') and (t.typrelid = 0 or exists (select from pg_class c where c.oid = t.typrelid and c.relkind = 'c'))
    and not exists (select from members m where m.classid = 'pg_type'::regclass and m.objid = t.oid))sql";

// What stands on a relation; `said` has classoid, objoid, objsubid and text.
constexpr const char* said_of_relations = R"sql(
select s.kind, r.nspname, r.relname, coalesce(a.attname, ''), s.text
  from said s join relations r on s.classoid = 'pg_class'::regclass and r.oid = s.objoid
  left join pg_attribute a on a.attrelid = r.oid and a.attnum = s.objsubid and s.objsubid > 0
union all
select s.kind, r.nspname, r.relname, part.name, s.text
  from said s
  join (select 'pg_class'::regclass as classoid, i.indexrelid as oid, i.indrelid as relid, c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid
    union all select 'pg_constraint'::regclass, k.oid, k.conrelid, k.conname from pg_constraint k where k.conrelid <> 0
    union all select 'pg_trigger'::regclass, t.oid, t.tgrelid, t.tgname from pg_trigger t
    union all select 'pg_policy'::regclass, p.oid, p.polrelid, p.polname from pg_policy p
    union all select 'pg_rewrite'::regclass, w.oid, w.ev_class, w.rulename from pg_rewrite w) part
    on part.classoid = s.classoid and part.oid = s.objoid
  join relations r on r.oid = part.relid
union all
select s.kind, coalesce(i.schema, case i.type when 'schema' then i.name end, ''), '', case i.type when 'schema' then ''
      else coalesce(i.name, case when i.schema is null then i.identity else substr(i.identity, length(quote_ident(i.schema)) + 2) end) end, s.text
  from said s, lateral pg_identify_object(s.classoid, s.objoid, s.objsubid) i
  where s.classoid not in ('pg_trigger'::regclass, 'pg_policy'::regclass, 'pg_rewrite'::regclass)
    and not (s.classoid = 'pg_class'::regclass and exists (select from pg_class c where c.oid = s.objoid and c.relkind <> 'c'))
    and not (s.classoid = 'pg_constraint'::regclass and exists (select from pg_constraint k where k.oid = s.objoid and k.conrelid <> 0))
    and (case when i.type = 'schema' then i.name = any (select nspname from spaces) else i.schema is null or i.schema = any (select nspname from spaces) end)
    and not exists (select from members m where m.classid = s.classoid and m.objid = s.objoid))sql";

// The objects that a new database has keep what was said of them there, and so do extensions.
constexpr const char* comments = R"sql(
, said as (select 'comment' as kind, classoid, objoid, objsubid, description as text from pg_description
    where (objoid >= 16384 and classoid <> 'pg_extension'::regclass) or (classoid = 'pg_namespace'::regclass and objoid in (select oid from spaces)
      and description <> 'standard public schema')))sql";

constexpr const char* labels = R"sql(
, said as (select 'security label' as kind, classoid, objoid, objsubid, provider || ': ' || label as text from pg_seclabel))sql";

}  // namespace

std::vector<std::string> others_of_rights(int /*server_version*/) {
  return {grants, owners, concat(comments, said_of_relations), concat(labels, said_of_relations)};
}

}  // namespace sluice::catalog
