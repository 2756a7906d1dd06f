// Random changes to a random database: anywhere, or several on one object.
'use strict';
const { largest } = require('./database.cjs');
const { renames } = require('./renames.cjs');
const { groupOf, isComparable, types } = require('./vocabulary.cjs');

const remove = (list, one) => list.splice(list.indexOf(one), 1);
const pick = (db, list) => (list.length ? db.random.pick(list) : undefined);

// What can be done to an object, by its kind.
const changes = {
  database: {
    addSchema: (db) => db.addSchema(),
    addEnum: (db) => db.addEnum(),
    addSequence: (db) => db.addSequence(),
    addRole: (db) => db.addRole(),
    addTable: (db) => db.addTable(),
    addForeignKey: (db) => db.tables.length && db.addForeignKey(),
    addView: (db) => db.tables.length && db.addView(),
    addOuterPolicy: (db) => db.addOuterPolicy(),
  },
  table: {
    addColumn: (db, { table }) => db.addColumn(table),
    addColumns: (db, { table }) => {
      for (let i = db.random.below(4); i > 0; i--) db.addColumn(table);
    },
    addUnique: (db, { table }) => db.addUnique(table),
    addCheck: (db, { table }) => db.addCheck(table),
    addIndex: (db, { table }) => db.addIndex(table),
    addPolicy: (db, { table }) => db.addPolicy(table),
    dropTable: (db, { table }) => db.dropTable(table),
    dropPart: (db, { table }) => {
      const list = table[db.random.pick(['uniques', 'checks', 'indexes', 'foreignKeys', 'policies'])];
      if (list.length) remove(list, db.random.pick(list));
      db.dropDangling();
    },
    changePrimaryKey: (db, { table }) => {
      const had = table.primaryKey;
      for (const one of table.columns) one.primaryKey = false;
      table.primaryKey = undefined;
      const able = db.comparable(table);
      if (able.length && db.random.chance(0.3)) {
        const column = db.random.pick(able);
        if (!db.isKey(table, [column])) {
          column.primaryKey = true;
          column.notNull = true;
        }
      } else if (db.random.chance(0.7)) {
        db.addPrimaryKey(table);
        if (had?.custom && table.primaryKey) table.primaryKey.custom = had.custom;
      }
      db.dropDangling();
    },
    changeUnique: (db, { table }) => {
      const unique = pick(db, table.uniques);
      if (unique && db.random.chance(0.5)) unique.nullsNotDistinct = !unique.nullsNotDistinct;
      else if (unique) unique.custom = db.custom('uq', 0.5);
    },
    changeCheck: (db, { table }) => {
      const check = pick(db, table.checks);
      if (check) check.weight += 2;
    },
    changeIndex: (db, { table }) => {
      const index = pick(db, table.indexes);
      if (!index) return;
      if (index.method === 'btree') {
        if (db.random.chance(0.4)) index.isUnique = !index.isUnique;
        if (db.random.chance(0.3)) index.columns[0].asc = !index.columns[0].asc;
        if (db.random.chance(0.2)) index.columns[0].nulls = index.columns[0].nulls === 'last' ? 'first' : 'last';
        if (db.random.chance(0.2)) index.with = { fillfactor: String(db.random.between(50, 90)) };
      }
      if (db.random.chance(0.3)) index.where = index.where ? undefined : { column: db.random.pick(table.columns), weight: db.random.below(9) };
    },
    changeForeignKey: (db, { table }) => {
      const key = pick(db, table.foreignKeys);
      if (key) key[db.random.pick(['onDelete', 'onUpdate'])] = db.random.pick(['set default', 'cascade', 'no action']);
    },
    changePolicy: (db, { table }) => {
      const one = pick(db, table.policies);
      const other = db.policy(table);
      if (one && db.random.chance(0.3)) Object.assign(one, other);
      else if (one) one.to = other.to;
    },
    changeRls: (db, { table }) => (table.rls = !table.rls),
    reorderColumns: (db, { table }) => (table.columns = db.random.some(table.columns, 99, 99)),
  },
  column: {
    renameBehindTheCut: (db, { column }) => renameBehindTheCut(db, column),
    dropColumn: (db, { table, column }) => db.dropColumn(table, column),
    changeDefault: (db, { column }) => {
      if (column.identity || column.generated || groupOf(column.type) === 'serial') return;
      column.default = db.random.chance(0.3) ? undefined : db.anyDefault(column.type);
    },
    changeNotNull: (db, { table, column }) => {
      if (column.primaryKey || column.identity || groupOf(column.type) === 'serial' || table.primaryKey?.columns.includes(column)) return;
      column.notNull = !column.notNull;
    },
    changeTypeNear: (db, { column }) => {
      const near = types.filter((one) => one.group === groupOf(column.type) && one.type !== column.type.type);
      if (near.length) retype(db, column, db.random.pick(near));
    },
    changeTypeFar: (db, { column }) => retype(db, column, db.anyType()),
    changeToEnum: (db, { column }) => {
      if (db.enums.length && groupOf(column.type) === 'text') retype(db, column, { enumType: db.random.pick(db.enums), array: false });
    },
    changeToArray: (db, { column }) => {
      if (column.type.enumType) return retype(db, column, { ...column.type, array: !column.type.array });
      const list = types.find((one) => one.type === `${column.type.type}[]`);
      if (list) retype(db, column, list);
    },
    changeSerial: (db, { column }) => {
      const other = { integer: 'serial', serial: 'integer', bigint: 'bigserial', bigserial: 'bigint' }[column.type.type];
      if (other && !column.identity && !column.generated && column.default === undefined) column.type = { ...column.type, type: other, group: other.endsWith('serial') ? 'serial' : 'number' };
      if (groupOf(column.type) === 'serial') column.notNull = true;
    },
    changeIdentity: (db, { table, column }) => {
      if (!db.canHaveIdentity(column)) return;
      const had = column.identity;
      const goes = had && db.random.chance(0.4);
      column.identity = goes ? undefined : { ...db.identity(column.type.type), name: had?.name };
      if (!goes) column.notNull = true;
      else if (db.random.chance(0.5) && !column.primaryKey && !table.primaryKey?.columns.includes(column)) column.notNull = false;
    },
    changeGenerated: (db, { table, column }) => {
      if (column.default !== undefined || column.identity || column.primaryKey || db.isKey(table, [column])) return;
      if (table.columns.some((one) => one.generated?.from === column)) return;
      const had = column.generated;
      column.generated = undefined;
      if (!had || db.random.chance(0.5)) db.makeGenerated(table, column);
      db.settle();
    },
    addIndexOn: (db, { table, column }) => {
      if (isComparable(column.type)) {
        table.indexes.push({ method: 'btree', columns: [{ column, asc: true, nulls: 'last' }], isUnique: false, custom: db.custom('idx', 1), with: {} });
      }
    },
    addCheckOn: (db, { table, column }) => table.checks.push({ name: `check_${++db.serial}`, column, weight: db.random.below(9) }),
  },
  enum: {
    renameBehindTheCut: (db, { one }) => renameBehindTheCut(db, one),
    dropEnum: (db, { one }) => db.dropEnum(one),
    addValue: (db, { one }) => one.values.splice(db.random.below(one.values.length + 1), 0, `v${++db.serial}`),
    addValueAndUse: (db, { one }) => {
      const value = `v${++db.serial}`;
      one.values.push(value);
      const users = db.tables.flatMap((table) => table.columns).filter((column) => column.type.enumType === one && !column.type.array && !column.generated);
      if (users.length) db.random.pick(users).default = `'${value}'`;
    },
    dropValue: (db, { one }) => {
      if (one.values.length < 2) return;
      const value = db.random.pick(one.values);
      remove(one.values, value);
      for (const column of db.tables.flatMap((table) => table.columns)) {
        if (column.type.enumType === one && String(column.default).includes(value.replaceAll("'", "''"))) column.default = db.anyDefault(column.type);
      }
    },
    reorderValues: (db, { one }) => (one.values = db.random.some(one.values, 99, 99)),
  },
  sequence: {
    dropSequence: (db, { one }) => remove(db.sequences, one),
    changeSequence: (db, { one }) => (one.options = db.sequenceOptions('bigint')),
  },
  view: {
    dropView: (db, { one }) => db.dropView(one),
    changeQuery: (db, { one }) => (one.value = db.random.below(100)),
    changeOptions: (db, { one }) => one.isExisting || Object.assign(one, db.viewOptions(one.materialized)),
    changeWith: (db, { one }) => one.isExisting || (one.with = db.viewOptions(one.materialized).with),
    changeKind: (db, { one }) => {
      if (one.isExisting) return;
      one.materialized = !one.materialized;
      Object.assign(one, db.viewOptions(one.materialized));
    },
  },
  role: {
    dropRole: (db, { one }) => {
      const used = [...db.tables.flatMap((table) => table.policies), ...db.policies].some((policy) => policy.to.includes(one));
      if (!used) remove(db.roles, one);
    },
    changeRole: (db, { one }) => (one[db.random.pick(['createDb', 'createRole', 'inherit'])] = db.random.chance(0.5)),
  },
  schema: {
    dropSchema: (db, { one }) => {
      if (!db.relations().some((other) => other.schema === one)) remove(db.schemas, one);
    },
  },
  outerPolicy: {
    dropOuterPolicy: (db, { one }) => remove(db.policies, one),
    changeOuterPolicy: (db, { one }) => Object.assign(one, db.policy()),
  },
};

// A name that is another one only behind what PostgreSQL keeps of it is the same.
function renameBehindTheCut(db, one) {
  if (one.name.length > 63) one.name = db.random.chance(0.5) ? one.name.slice(0, 63) : `${one.name}_${++db.serial}`;
}

function retype(db, column, type) {
  column.type = type;
  if (!(type.type in largest)) column.identity = undefined;
  if (column.default !== undefined) column.default = db.random.chance(0.8) ? db.anyDefault(type) : undefined;
  db.settle();
}

// Every object with its kind.
function targets(db) {
  return [
    ...db.tables.map((table) => ({ kind: 'table', table })),
    ...db.tables.flatMap((table) => table.columns.map((column) => ({ kind: 'column', table, column }))),
    ...[['enum', db.enums], ['sequence', db.sequences], ['view', db.views], ['role', db.roles], ['schema', db.schemas], ['outerPolicy', db.policies]]
      .flatMap(([kind, list]) => list.map((one) => ({ kind, one })))];
}
const still = (db, target) =>
  (target.column ? target.table.columns.includes(target.column) && db.tables.includes(target.table)
    : target.table ? db.tables.includes(target.table)
      : [db.enums, db.sequences, db.views, db.roles, db.schemas, db.policies].some((list) => list.includes(target.one)));

function step(db, target, withRenames) {
  const able = Object.entries(changes[target.kind]);
  const rename = Object.entries(renames[target.kind] ?? {});
  const [name, change] = withRenames && rename.length && db.random.chance(0.4) ? db.random.pick(rename) : db.random.pick(able);
  change(db, target);
  return name;
}

function mutate(db, withRenames) {
  const done = [];
  const kinds = () => [...new Set(targets(db).map((one) => one.kind))];
  const any = () => {
    if (db.random.chance(0.15)) return { kind: 'database' };
    const kind = db.random.pick(kinds().flatMap((one) => (['table', 'column'].includes(one) ? [one, one, one] : [one])));
    return db.random.pick(targets(db).filter((one) => one.kind === kind));
  };
  const one = db.random.chance(0.4) && any();
  for (let i = db.random.between(1, one ? 3 : 5); i > 0; i--) {
    const target = one && still(db, one) ? one : targets(db).length ? any() : { kind: 'database' };
    done.push(step(db, target, withRenames));
  }
  return done;
}

module.exports = { mutate };
