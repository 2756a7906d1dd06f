// Says of SQL between two schemas whether it applies on PostgreSQL and ends in the catalog that the newer
// schema has when it is built afresh. Everything happens in transactions that are rolled back.
'use strict';
const { Client } = require('pg');

// What differs between two ways to the same schema without meaning anything is left out: the order of
// columns, object ids.
const catalog = `
with spaces as (select oid, nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema')
select line from (
  select 'schema ' || nspname as line from spaces
  union all
  select format('relation %s.%s %s rls=%s options=%s', nspname, relname, relkind, relrowsecurity, (select array_agg(o order by o) from unnest(reloptions) o))
    from pg_class join spaces s on s.oid = relnamespace where relkind <> 'i' and relkind <> 'I'
  union all
  select format('column %s.%s.%s %s not_null=%s identity=%s generated=%s default=%s', nspname, relname, attname,
      format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated,
      regexp_replace(pg_get_expr(adbin, adrelid), '^nextval.*', 'nextval'))
    from pg_attribute join pg_class c on c.oid = attrelid join spaces s on s.oid = relnamespace
    left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where attnum > 0 and not attisdropped and relkind in ('r', 'v', 'm')
  union all
  select format('constraint %s.%s.%s %s', nspname, relname, conname, pg_get_constraintdef(k.oid))
    from pg_constraint k join pg_class c on c.oid = conrelid join spaces s on s.oid = relnamespace
  union all
  select format('index %s', regexp_replace(pg_get_indexdef(indexrelid), '\\s+', ' ', 'g'))
    from pg_index join pg_class c on c.oid = indrelid join spaces s on s.oid = relnamespace
  union all
  select format('enum %s.%s %s', nspname, typname, (select array_agg(enumlabel order by enumsortorder) from pg_enum e where e.enumtypid = t.oid))
    from pg_type t join spaces s on s.oid = typnamespace where typtype = 'e'
  union all
  select format('sequence %s.%s %s %s %s %s %s %s', schemaname, sequencename, start_value, min_value, max_value, increment_by, cycle, cache_size)
    from pg_sequences
  union all
  select format('policy %s.%s.%s %s %s %s %s %s', schemaname, tablename, policyname, permissive, roles, cmd, qual, with_check) from pg_policies
  union all
  select format('view %s.%s %s', nspname, relname, pg_get_viewdef(c.oid)) from pg_class c join spaces s on s.oid = relnamespace where relkind in ('v', 'm')
  union all
  select format('role %s %s %s %s', rolname, rolcreatedb, rolcreaterole, rolinherit) from pg_roles where rolname like 'fuzz%'
) as lines order by line`;

const shim = `create schema auth; create table auth.users (id int); create table auth.sessions (id int);`;

class Judge {
  constructor(url) {
    this.client = new Client({ connectionString: url });
  }
  async open() {
    await this.client.connect();
    return this;
  }
  close() {
    return this.client.end();
  }
  // The catalog after all of it, or the error and the statement it came from.
  async after(...lists) {
    await this.client.query('begin');
    let current;
    try {
      await this.client.query(shim);
      for (const [name, list] of lists) {
        for (current of list) {
          try {
            await this.client.query(current);
          } catch (error) {
            return { failed: name, code: error.code, message: error.message, statement: current };
          }
        }
      }
      return { lines: (await this.client.query(catalog)).rows.map((row) => row.line) };
    } finally {
      await this.client.query('rollback');
    }
  }
  // "right", or why not.
  async verdict(createBefore, statements, createAfter) {
    const want = await this.after(['fresh', createAfter]);
    if (!want.lines) return { is: 'unjudged', why: `${want.message} in ${want.statement}` };
    const got = await this.after(['before', createBefore], ['diff', statements]);
    if (got.failed === 'before') return { is: 'unjudged', why: `${got.message} in ${got.statement}` };
    if (!got.lines) return { is: 'fails', code: got.code, why: `${got.code} ${got.message} in ${got.statement}` };
    const missing = want.lines.filter((line) => !got.lines.includes(line));
    const extra = got.lines.filter((line) => !want.lines.includes(line));
    if (!missing.length && !extra.length) return { is: 'right' };
    return { is: 'differs', why: [...missing.map((line) => `- ${line}`), ...extra.map((line) => `+ ${line}`)].join('\n') };
  }
}

module.exports = { Judge };
