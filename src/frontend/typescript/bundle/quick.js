// The few functions of drizzle-orm that run for every column, once more: with the same results, and
// without what only queries need. A schema of 25,000 columns is built in half the time.
//
// A column and its builder have as own properties only what differs from the defaults, which stand in
// their prototypes; and the second copy of each column, for a table's indexes and constraints, is made
// when it is first asked for.
import { ColumnBuilder, Table } from "drizzle-orm";
import * as pgCore from "drizzle-orm/pg-core";
import { getPgColumnBuilders } from "drizzle-orm/pg-core/columns/all";

import { isSql } from "./text.js";

const { ExtraConfigColumn, IndexBuilder, IndexBuilderOn, IndexedColumn, PgColumn, PgColumnBuilder, PgTable, uniqueKeyName } =
  pgCore;
const { Columns, ExtraConfigBuilder, ExtraConfigColumns } = Table.Symbol;
const { EnableRLS, InlineForeignKeys } = PgTable.Symbol;

class Configuration {
  constructor(name, dataType, columnType) {
    this.name = name;
    if (name === "") this.keyAsName = true;
    this.dataType = dataType;
    this.columnType = columnType;
  }
}
Object.assign(Configuration.prototype, {
  keyAsName: false,
  notNull: false,
  default: undefined,
  hasDefault: false,
  primaryKey: false,
  isUnique: false,
  uniqueName: undefined,
  uniqueType: undefined,
  generated: undefined,
});

function QuickBuilder(name, dataType, columnType) {
  this.config = new Configuration(name, dataType, columnType);
}

// Columns that were built from one builder keep what it said at the time.
function QuickColumn(table, config) {
  this.table = table;
  this.config = config;
  this.name = config.name;
  if (config.keyAsName) this.keyAsName = true;
  if (config.notNull) this.notNull = true;
  if (config.default !== undefined) this.default = config.default;
  if (config.hasDefault) {
    this.hasDefault = true;
    if (config.defaultFn !== undefined) this.defaultFn = config.defaultFn;
    if (config.onUpdateFn !== undefined) this.onUpdateFn = config.onUpdateFn;
  }
  if (config.primaryKey) this.primary = true;
  if (config.isUnique) {
    config.uniqueName ||= uniqueKeyName(table, [config.name]);
    this.isUnique = true;
    this.uniqueName = config.uniqueName;
    this.uniqueType = config.uniqueType;
  }
  if (config.generated !== undefined) this.generated = config.generated;
  if (config.generatedIdentity !== undefined) this.generatedIdentity = config.generatedIdentity;
}

// What indexes and constraints take of a column; the rest they find in its configuration.
function QuickExtraColumn(table, config) {
  this.table = table;
  this.config = config;
  this.name = config.name;
  if (config.keyAsName) this.keyAsName = true;
  this.indexConfig = { order: config.order ?? "asc", nulls: config.nulls ?? "last", opClass: config.opClass };
}
QuickExtraColumn.prototype = ExtraConfigColumn.prototype;

const defaultConfig = { order: "asc", nulls: "last", opClass: undefined };

function define(target, properties) {
  for (const [name, value] of Object.entries(properties)) {
    Object.defineProperty(target, name, { value, writable: true, configurable: true });
  }
}

// `quick` in the place of the constructor `slow`, for the classes that derive from it.
function replace(slow, quick) {
  quick.prototype = slow.prototype;
  Object.setPrototypeOf(quick, slow);
  for (const one of Object.values(pgCore)) {
    if (typeof one === "function" && Object.getPrototypeOf(one) === slow) {
      Object.setPrototypeOf(one, quick);
    }
  }
}

function hasQuickColumns() {
  define(PgColumnBuilder.prototype, {
    foreignKeyConfigs: undefined,
    $default: ColumnBuilder.prototype.$defaultFn,
    $onUpdate: ColumnBuilder.prototype.$onUpdateFn,
    references(ref, actions = {}) {
      (this.foreignKeyConfigs ??= []).push({ ref, actions });
      return this;
    },
  });
  const { buildForeignKeys } = PgColumnBuilder.prototype;
  define(PgColumnBuilder.prototype, {
    buildForeignKeys(column, table) {
      return this.foreignKeyConfigs === undefined ? [] : buildForeignKeys.call(this, column, table);
    },
    buildExtraConfigColumn(table) {
      return new QuickExtraColumn(table, this.config);
    },
  });
  define(PgColumn.prototype, {
    keyAsName: false,
    notNull: false,
    default: undefined,
    defaultFn: undefined,
    onUpdateFn: undefined,
    hasDefault: false,
    primary: false,
    isUnique: false,
    uniqueName: undefined,
    uniqueType: undefined,
    enumValues: undefined,
    generated: undefined,
    generatedIdentity: undefined,
  });
  for (const name of ["dataType", "columnType"]) {
    Object.defineProperty(PgColumn.prototype, name, {
      get() {
        return this.config[name];
      },
      set(value) {
        Object.defineProperty(this, name, { value, writable: true, configurable: true });
      },
      configurable: true,
    });
  }
  for (const [name, key] of [
    ["notNull", "notNull"],
    ["default", "default"],
    ["defaultFn", "defaultFn"],
    ["onUpdateFn", "onUpdateFn"],
    ["hasDefault", "hasDefault"],
    ["primary", "primaryKey"],
    ["isUnique", "isUnique"],
    ["uniqueName", "uniqueName"],
    ["uniqueType", "uniqueType"],
    ["generated", "generated"],
    ["generatedIdentity", "generatedIdentity"],
  ]) {
    Object.defineProperty(ExtraConfigColumn.prototype, name, {
      get() {
        return this.config[key];
      },
      configurable: true,
    });
  }
  // A column has one of its own from the first time that it is asked for: .onOnly() hands it out to be changed.
  Object.defineProperty(ExtraConfigColumn.prototype, "defaultConfig", {
    get() {
      const value = { ...defaultConfig };
      Object.defineProperty(this, "defaultConfig", { value, writable: true, configurable: true });
      return value;
    },
    configurable: true,
  });
  replace(PgColumnBuilder, QuickBuilder);
  replace(PgColumn, QuickColumn);
}

// A table's columns for its indexes and constraints, each made when it is asked for.
class ExtraColumns {
  constructor(table, builders) {
    this.table = table;
    this.builders = builders;
  }
  make(target, name) {
    const { builders } = this;
    if (typeof name === "string" && !Object.hasOwn(target, name) && Object.hasOwn(builders, name)) {
      target[name] = builders[name].buildExtraConfigColumn(this.table);
    }
  }
  get(target, name) {
    const made = target[name];
    if (made !== undefined) return made;
    this.make(target, name);
    return target[name];
  }
  has(target, name) {
    return name in this.builders || name in target;
  }
  // All of them, in the order of the columns, whichever was asked for first.
  ownKeys(target) {
    const made = { ...target };
    for (const name of Object.keys(this.builders)) {
      delete target[name];
      if (name in made) target[name] = made[name];
      else this.make(target, name);
    }
    return Reflect.ownKeys(target);
  }
  getOwnPropertyDescriptor(target, name) {
    this.make(target, name);
    return Reflect.getOwnPropertyDescriptor(target, name);
  }
}

// An index takes a column's options with it and leaves fresh ones behind.
function indexOn(columns, builder, only, method) {
  const taken = columns.map((column) => {
    if (isSql(column)) return column;
    const { name, keyAsName, columnType, indexConfig } = column;
    const { order, nulls, opClass } = Object.hasOwn(column, "defaultConfig") ? column.defaultConfig : defaultConfig;
    column.indexConfig = { order, nulls };
    if (opClass !== undefined) column.indexConfig.opClass = opClass;
    return new IndexedColumn(name, !!keyAsName, columnType, indexConfig);
  });
  return new IndexBuilder(taken, builder.unique, only, builder.name, method);
}

function hasQuickIndexes() {
  define(IndexBuilderOn.prototype, {
    on(...columns) {
      return indexOn(columns, this, false);
    },
    using(method, ...columns) {
      return indexOn(columns, this, true, method);
    },
  });
}

function tableOf(name, columns, extraConfig, schema, baseName = name) {
  const table = new PgTable(name, schema, baseName);
  const builders = typeof columns === "function" ? columns(getPgColumnBuilders()) : columns;
  const built = {};
  const foreignKeys = table[InlineForeignKeys];
  for (const key of Object.keys(builders)) {
    const builder = builders[key];
    if (builder.config.name === "") builder.setName(key);
    const column = builder.build(table);
    if (builder.foreignKeyConfigs !== undefined) {
      foreignKeys.push(...builder.buildForeignKeys(column, table));
    }
    built[key] = column;
    table[key] = column;
  }
  table[Columns] = built;
  table[ExtraConfigColumns] = new Proxy({}, new ExtraColumns(table, builders));
  if (extraConfig) table[ExtraConfigBuilder] = extraConfig;
  table.enableRLS = () => {
    table[EnableRLS] = true;
    return table;
  };
  return table;
}

function pgTable(name, columns, extraConfig) {
  return tableOf(name, columns, extraConfig);
}

function pgTableCreator(customizeTableName) {
  return (name, columns, extraConfig) =>
    tableOf(customizeTableName(name), columns, extraConfig, undefined, name);
}

function pgSchema(name) {
  const schema = pgCore.pgSchema(name);
  schema.table = (table, columns, extraConfig) => tableOf(table, columns, extraConfig, name);
  return schema;
}

hasQuickColumns();
hasQuickIndexes();

// drizzle-orm/pg-core's exports with these in place.
export const quickPgCore = { ...pgCore, pgSchema, pgTable, pgTableCreator, pgTableWithSchema: tableOf };
