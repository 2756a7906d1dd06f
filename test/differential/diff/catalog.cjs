// What a database holds, as lines of text from PostgreSQL's catalog: everything that pg_dump --schema-only would
// write of what a Drizzle schema can say, in a tenth of its time, inside a transaction, and on servers newer than
// the installed pg_dump. judge_strict.cjs holds the two against each other.
'use strict';

// Left out is what means nothing: object ids, the order of a table's columns, the names that PostgreSQL 18 gives to
// NOT NULL constraints.
const lines = `
with spaces as (
  select oid, nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'),
relations as (select s.nspname, c.* from pg_class c join spaces s on s.oid = c.relnamespace)
select line from (
  select format('schema %s', nspname) as line from spaces
  union all
  select format('relation %s.%s %s rls=%s,%s options=%s toast=%s tablespace=%s access=%s persistence=%s replica=%s grants=%s',
      nspname, relname, relkind, relrowsecurity, relforcerowsecurity,
      (select array_agg(o order by o) from unnest(reloptions) o), (select t.reloptions from pg_class t where t.oid = c.reltoastrelid),
      (select spcname from pg_tablespace t where t.oid = c.reltablespace), (select amname from pg_am a where a.oid = c.relam),
      relpersistence, relreplident, relacl)
    from relations c where relkind not in ('i', 'I')
  union all
  select format('column %s.%s.%s %s not_null=%s identity=%s generated=%s default=%s collation=%s storage=%s compression=%s statistics=%s options=%s grants=%s position=%s',
      nspname, relname, attname, format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated,
      pg_get_expr(adbin, adrelid), case when attcollation <> typcollation then attcollation::regcollation end,
      nullif(attstorage, typstorage), to_jsonb(a) ->> 'attcompression', coalesce(nullif(attstattarget, -1)::text, ''), attoptions, attacl,
      case when relkind in ('v', 'm') then attnum end)
    from pg_attribute a join relations c on c.oid = attrelid join pg_type t on t.oid = atttypid
    left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where attnum > 0 and not attisdropped and relkind in ('r', 'v', 'm')
  union all
  select format('constraint %s.%s.%s %s', nspname, relname, conname, pg_get_constraintdef(k.oid))
    from pg_constraint k join relations c on c.oid = conrelid where contype <> 'n'
  union all
  select format('index %s tablespace=%s clustered=%s replica=%s valid=%s', pg_get_indexdef(indexrelid),
      (select spcname from pg_tablespace t where t.oid = i.reltablespace), indisclustered, indisreplident, indisvalid)
    from pg_index join relations c on c.oid = indrelid join pg_class i on i.oid = indexrelid
  union all
  select format('enum %s.%s %s', nspname, typname, (select array_agg(enumlabel order by enumsortorder) from pg_enum e where e.enumtypid = t.oid))
    from pg_type t join spaces s on s.oid = typnamespace where typtype = 'e'
  union all
  select format('sequence %s.%s %s start=%s min=%s max=%s increment=%s cycle=%s cache=%s owned_by=%s', nspname, relname, seqtypid::regtype,
      seqstart, seqmin, seqmax, seqincrement, seqcycle, seqcache,
      (select format('%s %s.%s', deptype, refobjid::regclass, attname) from pg_depend d
         join pg_attribute on attrelid = refobjid and attnum = refobjsubid
         where d.classid = 'pg_class'::regclass and d.objid = c.oid and refclassid = 'pg_class'::regclass and deptype in ('a', 'i')))
    from relations c join pg_sequence on seqrelid = c.oid
  union all
  select format('policy %s.%s.%s %s %s %s %s %s', schemaname, tablename, policyname, permissive,
      (select array_agg(r order by r) from unnest(roles) r), cmd, qual, with_check) from pg_policies
  union all
  select format('view %s.%s %s', nspname, relname, pg_get_viewdef(c.oid)) from relations c where relkind in ('v', 'm')
  union all
  select format('comment %s %s %s', i.type, i.identity, description)
    from pg_description d, lateral pg_identify_object(classoid, objoid, objsubid) i where objoid >= 16384
  union all
  select format('role %s superuser=%s inherit=%s createrole=%s createdb=%s login=%s replication=%s bypassrls=%s limit=%s', rolname,
      rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls, rolconnlimit)
    from pg_roles where oid >= 16384
) as lines order by line`;

// Names in full, whatever the search path was.
async function catalog(client) {
  await client.query(`set local search_path = ''`);
  return (await client.query(lines)).rows.map((row) => row.line);
}

module.exports = { catalog };
