// Renames and moves keep the object: what points to it follows.
'use strict';

const rename = (prefix) => (db, { one }) => (one.name = `${prefix}renamed_${++db.serial}`);

function relocate(db, one) {
  const move = db.schemas.length && db.random.chance(0.3);
  if (move) one.schema = db.random.pick([null, ...db.schemas]);
  const taken = db.relations().some((other) => other !== one && other.schema === one.schema && other.name === one.name);
  if (!move || taken || db.random.chance(0.3)) one.name = `renamed_${++db.serial}`;
}

const renames = {
  table: {
    renameTable: (db, { table }) => relocate(db, table),
    renamePart: (db, { table }) => {
      const list = db.random.pick([table.indexes, table.uniques, table.foreignKeys, table.checks, table.policies].filter((one) => one.length));
      if (!list) return;
      const one = db.random.pick(list);
      one['name' in one ? 'name' : 'custom'] = `renamed_${++db.serial}`;
    },
  },
  column: { renameColumn: (db, { column }) => (column.name = `renamed_${++db.serial}`) },
  enum: {
    renameEnum: (db, { one }) => relocate(db, one),
    renameValue: (db, { one }) => {
      const at = db.random.below(one.values.length);
      const [from, to] = [one.values[at], `renamed_${++db.serial}`];
      one.values[at] = to;
      db.renamedValues.push({ type: one, from, to });
      const written = (value) => `"${value.replaceAll("'", "''")}"`;
      for (const column of db.tables.flatMap((table) => table.columns)) {
        if (column.type.enumType !== one || column.default === undefined) continue;
        column.default = String(column.default).replace(written(from), written(to)).replace(`'${written(from).slice(1, -1)}'`, `'${to}'`);
      }
    },
  },
  sequence: { renameSequence: (db, { one }) => relocate(db, one) },
  view: { renameView: (db, { one }) => relocate(db, one) },
  role: { renameRole: rename('fuzz_') },
  schema: { renameSchema: rename('') },
  outerPolicy: { renamePolicy: rename('') },
};

module.exports = { renames };
