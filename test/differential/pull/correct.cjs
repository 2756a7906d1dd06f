// What drizzle-kit's pull reads wrongly, put right: what is tested here is the writing. (Reading is tested with
// src/catalog.)
'use strict';

const unquoted = (name) => (name.startsWith('"') && name.endsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name);

async function correct(client, read) {
  const rows = async (sql) => (await client.query(sql)).rows;
  const { tables } = read;

  // An index of an expression makes one of each of its columns, with operator class and order beside the expression.
  const indexed = await rows(`select n.nspname || '.' || c.relname as owner, i.relname as name, a.attname as column, k.n,
      pg_get_indexdef(x.indexrelid, k.n::int, true) as expression, x.indoption[k.n - 1] as option,
      (select opcname from pg_opclass where oid = x.indclass[k.n - 1] and not opcdefault) as opclass
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid join pg_namespace n on n.oid = c.relnamespace
      cross join lateral unnest(x.indkey::int2[]) with ordinality as k (attnum, n)
      left join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum and k.attnum > 0 order by k.n`);
  for (const [name, table] of Object.entries(tables)) {
    for (const index of Object.values(table.indexes)) {
      const all = indexed.filter((one) => one.owner === name && one.name === index.name);
      const before = index.columns;
      index.columns = all.map(({ column, expression, option, opclass }) => {
        const [asc, first] = [!(option & 1), Boolean(option & 2)];
        if (column) return { ...before.find((one) => one.expression === column), expression: column, isExpression: false, asc, nulls: first ? 'first' : 'last' };
        const order = (asc ? '' : ' DESC') + (first === !asc ? '' : first ? ' NULLS FIRST' : ' NULLS LAST');
        return { expression: (/^[\w.]+\(.*\)$/s.test(expression) ? expression : `(${expression})`) + (opclass ? ` ${opclass}` : '') + order, isExpression: true, asc: true, nulls: 'last' };
      });
    }
  }

  // NULLS NOT DISTINCT, and the order of a key's columns.
  const keys = await rows(`select n.nspname || '.' || c.relname as owner, o.conname as name, o.contype as type,
      coalesce((to_jsonb(x) ->> 'indnullsnotdistinct')::bool, false) as one,
      array(select a.attname::text from unnest(o.conkey) with ordinality k (n, i) join pg_attribute a on a.attrelid = c.oid and a.attnum = k.n order by k.i) as columns,
      array(select a.attname::text from unnest(o.confkey) with ordinality k (n, i) join pg_attribute a on a.attrelid = o.confrelid and a.attnum = k.n order by k.i) as targets
    from pg_constraint o join pg_class c on c.oid = o.conrelid join pg_namespace n on n.oid = c.relnamespace left join pg_index x on x.indexrelid = o.conindid`);
  for (const { owner, name, type, one, columns, targets } of keys) {
    const table = tables[owner];
    if (table && type === 'u') table.uniqueConstraints[name] = { name, nullsNotDistinct: one, columns };
    if (table && type === 'p' && table.compositePrimaryKeys[name]) table.compositePrimaryKeys[name].columns = columns;
    if (table && type === 'f') Object.assign(table.foreignKeys[name], { columnsFrom: columns, columnsTo: targets });
  }

  // Only the first policy of a table has its conditions.
  for (const one of await rows('select * from pg_policies')) {
    const policy = tables[`${one.schemaname}.${one.tablename}`]?.policies[one.policyname];
    if (!policy) continue;
    delete policy.using;
    delete policy.withCheck;
    policy.to.sort();
    if (one.qual !== null) policy.using = one.qual;
    if (one.with_check !== null) policy.withCheck = one.with_check;
  }

  // Defaults, types and names of the columns.
  const columns = await rows(`select n.nspname || '.' || c.relname as owner, a.attname as name, pg_get_expr(d.adbin, d.adrelid, true) as value,
      t.typname as type, tn.nspname as type_schema, t.typtype as kind, coalesce(e.typname, t.typname) as element, coalesce(e.typtype, t.typtype) as element_kind,
      coalesce(en.nspname, tn.nspname) as element_schema, format_type(a.atttypid, a.atttypmod) as said, a.attndims as dimensions
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace join pg_type t on t.oid = a.atttypid
      join pg_namespace tn on tn.oid = t.typnamespace left join pg_type e on e.oid = t.typelem and t.typcategory = 'A' left join pg_namespace en on en.oid = e.typnamespace
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum where a.attnum > 0 and not a.attisdropped and n.nspname !~ '^(pg_|information_schema)'`);
  for (const one of columns) {
    const column = (tables[one.owner] ?? read.views[one.owner])?.columns[one.name];
    if (!column) continue;
    if (column.identity) column.identity.name = unquoted(column.identity.name.replace(/^("[^"]*"|\w+)\.(?=.)/, ''));
    if (one.element_kind === 'e') {
      column.type = one.element + '[]'.repeat(one.element === one.type ? 0 : Math.max(1, one.dimensions));
      column.typeSchema = one.element_schema;
    } else if (one.element_kind !== 'b') {
      column.type = one.said;
    } else if (one.said === '"char"') {
      column.type = one.said;
    } else if (/^\w+[ \w]*\(.*\)\[\]/.test(one.said) && one.dimensions > 1) {
      column.type = column.type.replace(/(\[\])+$/, '') + '[]'.repeat(one.dimensions);
    }
    if (column.default === undefined || column.generated) continue;
    const array = column.type.endsWith('[]') && one.value.match(/^'(\{.*\})'::/s);
    if (array) {
      const { rows: [{ list }] } = await client.query({ text: `select array_to_json($1::${one.said}) as list`, values: [array[1].replaceAll("''", "'")] });
      const text = (value) => (value === null ? 'NULL' : Array.isArray(value) ? `{${value.map(text).join(',')}}`
        : typeof value === 'number' || typeof value === 'boolean' ? String(value) : typeof value === 'string' && !/^json/.test(column.type) ? JSON.stringify(value) : JSON.stringify(JSON.stringify(value)));
      column.default = /^(numeric|timestamp|time|date|interval)/.test(column.type) ? column.default : `'${text(list).replaceAll("'", "''")}'`;
    } else if (/^'(.|\n)*'::"?char/.test(one.value) || typeof column.default === 'boolean') {
      column.default = typeof column.default === 'boolean' && !/^(true|false)$/.test(one.value) ? one.value : column.default;
    } else if (typeof column.default === 'string' && !/^json/.test(column.type) && !one.value.startsWith("'")) {
      column.default = one.value;
    } else if (typeof column.default === 'string' && one.value.includes('\\')) {
      column.default = one.value.replace(/::[^']*$/, '');
    }
  }
}

module.exports = { correct };
