// Random changes to a random database.
'use strict';
const { types } = require('./database.cjs');

const anyTable = (db) => (db.tables.length ? db.random.pick(db.tables) : undefined);
const anyColumn = (db) => {
  const table = anyTable(db);
  return table?.columns.length ? { table, column: db.random.pick(table.columns) } : {};
};
const remove = (list, one) => list.splice(list.indexOf(one), 1);
// Foreign keys want the same type on both sides.
const unlink = (db, column) => {
  for (const table of db.tables) {
    table.foreignKeys = table.foreignKeys.filter((key) => !key.columns.includes(column) && !key.target.includes(column));
  }
};

const changes = {
  addSchema: (db) => db.addSchema(),
  addEnum: (db) => db.addEnum(),
  addSequence: (db) => db.addSequence(),
  addRole: (db) => db.addRole(),
  addTable: (db) => db.addTable(),
  addForeignKey: (db) => db.addForeignKey(),
  addView: (db) => db.addView(),
  addOuterPolicy: (db) => db.addOuterPolicy(),
  addColumn: (db) => anyTable(db) && db.addColumn(anyTable(db)),
  addColumns: (db) => {
    const table = anyTable(db);
    for (let i = db.random.below(4); table && i > 0; i--) db.addColumn(table);
  },
  addUnique: (db) => anyTable(db) && db.addUnique(anyTable(db)),
  addCheck: (db) => anyTable(db) && db.addCheck(anyTable(db)),
  addIndex: (db) => anyTable(db) && db.addIndex(anyTable(db)),
  addPolicy: (db) => anyTable(db) && db.addPolicy(anyTable(db)),

  dropTable: (db) => anyTable(db) && db.dropTable(anyTable(db)),
  dropColumn: (db) => {
    const { table, column } = anyColumn(db);
    if (column) db.dropColumn(table, column);
  },
  dropEnum: (db) => db.enums.length && db.dropEnum(db.random.pick(db.enums)),
  dropSequence: (db) => db.sequences.length && remove(db.sequences, db.random.pick(db.sequences)),
  dropRole: (db) => {
    const used = new Set([...db.tables.flatMap((one) => one.policies), ...db.policies].flatMap((one) => one.to));
    const free = db.roles.filter((one) => !used.has(one));
    if (free.length) remove(db.roles, db.random.pick(free));
  },
  dropSchema: (db) => {
    const all = [...db.tables, ...db.enums, ...db.sequences, ...db.views];
    const free = db.schemas.filter((schema) => !all.some((one) => one.schema === schema));
    if (free.length) remove(db.schemas, db.random.pick(free));
  },
  dropView: (db) => db.views.length && remove(db.views, db.random.pick(db.views)),
  dropOuterPolicy: (db) => db.policies.length && remove(db.policies, db.random.pick(db.policies)),
  dropPart: (db) => {
    const table = anyTable(db);
    const list = table && table[db.random.pick(['uniques', 'checks', 'indexes', 'foreignKeys', 'policies'])];
    if (list?.length) remove(list, db.random.pick(list));
    db.dropDangling();
  },

  changeDefault: (db) => {
    const { column } = anyColumn(db);
    if (!column || column.identity || column.generated || column.type.group === 'serial') return;
    column.default = db.random.chance(0.3) ? undefined : db.anyDefault(column.type);
  },
  changeNotNull: (db) => {
    const { table, column } = anyColumn(db);
    if (!column || column.primaryKey || column.identity || table.primaryKey?.columns.includes(column)) return;
    column.notNull = !column.notNull;
  },
  changeType: (db) => {
    const { table, column } = anyColumn(db);
    if (!column || column.generated || column.identity) return;
    const near = types.filter((one) => one.group === column.type.group);
    column.type = near.length && db.random.chance(0.8) ? { ...db.random.pick(near) } : db.anyType();
    if (column.default !== undefined) column.default = db.random.chance(0.8) ? db.anyDefault(column.type) : undefined;
    unlink(db, column);
    table.indexes = table.indexes.filter((one) => !one.columns.some((part) => part.column === column && (part.opclass || column.type.type === 'json')));
    if (column.type.type === 'json') {
      table.uniques = table.uniques.filter((one) => !one.columns.includes(column));
      if (table.primaryKey?.columns.includes(column)) table.primaryKey = undefined;
      column.primaryKey = false;
    }
    db.dropDangling();
  },
  changeToEnum: (db) => {
    if (!db.enums.length) return;
    const { column } = anyColumn(db);
    if (!column || column.generated || column.identity || column.primaryKey || column.type.group !== 'text') return;
    column.type = { enumType: db.random.pick(db.enums), array: false };
    unlink(db, column);
    if (column.default !== undefined) column.default = db.anyDefault(column.type);
  },
  changeIdentity: (db) => {
    const { column } = anyColumn(db);
    if (!column || column.default !== undefined || column.generated || !['integer', 'bigint'].includes(column.type.type)) return;
    if (!column.identity) {
      column.identity = { always: db.random.chance(0.5), options: db.sequenceOptions(column.type.type) };
      column.notNull = true;
    } else if (db.random.chance(0.4)) {
      column.identity = undefined;
      if (db.random.chance(0.5) && !column.primaryKey) column.notNull = false;
    } else {
      column.identity = { always: db.random.chance(0.5), options: db.sequenceOptions(column.type.type) };
    }
  },
  changeGenerated: (db) => {
    const { column } = anyColumn(db);
    if (!column || column.default !== undefined || column.identity || column.primaryKey || column.type.group !== 'number') return;
    unlink(db, column);
    column.generated = column.generated && db.random.chance(0.5) ? undefined : db.random.pick(['1 + 1', '2 * 3', '7']);
  },
  changePrimaryKey: (db) => {
    const table = anyTable(db);
    if (!table) return;
    const had = table.primaryKey;
    for (const one of table.columns) one.primaryKey = false;
    table.primaryKey = undefined;
    const able = db.comparable(table);
    if (able.length && db.random.chance(0.3)) {
      const column = db.random.pick(able);
      if (db.isKey(table, [column])) return db.dropDangling();
      column.primaryKey = true;
      column.notNull = true;
    } else if (db.random.chance(0.7)) {
      db.addPrimaryKey(table);
      if (had?.custom && table.primaryKey) table.primaryKey.custom = had.custom;
    }
    db.dropDangling();
  },
  changePart: (db) => {
    const table = anyTable(db);
    if (!table) return;
    const unique = table.uniques.length && db.random.pick(table.uniques);
    const check = table.checks.length && db.random.pick(table.checks);
    const index = table.indexes.length && db.random.pick(table.indexes);
    const key = table.foreignKeys.length && db.random.pick(table.foreignKeys);
    if (unique && db.random.chance(0.5)) unique.nullsNotDistinct = !unique.nullsNotDistinct;
    if (check && db.random.chance(0.5)) check.value = '3 > 2';
    if (index && db.random.chance(0.5)) index.isUnique = !index.isUnique;
    if (index && db.random.chance(0.3)) index.columns[0].asc = !index.columns[0].asc;
    if (key && db.random.chance(0.5)) key.onDelete = 'set default';
  },
  changeEnumAdd: (db) => {
    if (!db.enums.length) return;
    const type = db.random.pick(db.enums);
    const value = `v${++db.serial}`;
    type.values.splice(db.random.below(type.values.length + 1), 0, value);
  },
  changeEnumDrop: (db) => {
    if (!db.enums.length) return;
    const type = db.random.pick(db.enums);
    if (type.values.length < 2) return;
    const value = db.random.pick(type.values);
    remove(type.values, value);
    for (const table of db.tables) {
      for (const column of table.columns) {
        if (column.type.enumType === type && String(column.default).includes(value)) column.default = db.anyDefault(column.type);
      }
    }
  },
  changeSequence: (db) => {
    if (db.sequences.length) db.random.pick(db.sequences).options = db.sequenceOptions();
  },
  changeRole: (db) => {
    if (db.roles.length) db.random.pick(db.roles).createDb = db.random.chance(0.5);
  },
  changePolicy: (db) => {
    const list = [...db.tables.flatMap((one) => one.policies), ...db.policies];
    if (!list.length) return;
    const policy = db.random.pick(list);
    const other = db.policy();
    for (const key of ['as', 'for', 'to', 'using']) if (db.random.chance(0.4)) policy[key] = other[key];
  },
  changeRls: (db) => {
    const table = anyTable(db);
    if (table) table.rls = !table.rls;
  },
  changeView: (db) => {
    if (!db.views.length) return;
    const view = db.random.pick(db.views);
    if (db.random.chance(0.4)) view.value = db.random.below(100);
    if (db.random.chance(0.5)) view.with = db.viewOptions(view.materialized);
  },
  reorderColumns: (db) => {
    const table = anyTable(db);
    if (table) table.columns = db.random.some(table.columns, 99, 99);
  },
};

// Renames and moves keep the object: what points to it follows.
const renames = {
  renameSchema: (db) => {
    if (db.schemas.length) db.random.pick(db.schemas).name = `renamed_${++db.serial}`;
  },
  renameEnum: (db) => db.enums.length && relocate(db, db.random.pick(db.enums)),
  renameSequence: (db) => db.sequences.length && relocate(db, db.random.pick(db.sequences)),
  renameRole: (db) => {
    if (db.roles.length) db.random.pick(db.roles).name = `fuzz_renamed_${++db.serial}`;
  },
  renameTable: (db) => {
    const table = anyTable(db);
    if (!table) return;
    // The sequence keeps its name in the database; drizzle-kit's snapshot says otherwise.
    relocate(db, table);
  },
  renameColumn: (db) => {
    const { column } = anyColumn(db);
    if (column) column.name = `renamed_${++db.serial}`;
  },
  renamePolicy: (db) => {
    const list = [...db.tables.flatMap((one) => one.policies), ...db.policies];
    if (list.length) db.random.pick(list).name = `renamed_${++db.serial}`;
  },
  renameView: (db) => db.views.length && relocate(db, db.random.pick(db.views)),
};

function relocate(db, one) {
  const move = db.schemas.length && db.random.chance(0.3);
  if (move) one.schema = db.random.pick([null, ...db.schemas]);
  const taken = [...db.tables, ...db.enums, ...db.views, ...db.sequences].some(
    (other) => other !== one && other.schema === one.schema && other.name === one.name);
  if (!move || taken || db.random.chance(0.3)) one.name = `renamed_${++db.serial}`;
}

function mutate(db, withRenames) {
  const done = [];
  for (let i = db.random.between(1, 6); i > 0; i--) {
    const from = withRenames && db.random.chance(0.4) ? renames : changes;
    const name = db.random.pick(Object.keys(from));
    from[name](db);
    done.push(name);
  }
  return done;
}

module.exports = { mutate };
