// A table as an array: name, schema, row level security, columns, primary keys, uniques, foreign keys,
// indexes, policies, checks. Each list but the columns' stands in the order of a JavaScript object keyed
// by name, which is also how a later element replaces an earlier one of its name.
import { Table, is } from "drizzle-orm";
import {
  CheckBuilder,
  ForeignKeyBuilder,
  IndexBuilder,
  PgPolicy,
  PgRole,
  PgTable,
  PrimaryKeyBuilder,
  UniqueConstraintBuilder,
} from "drizzle-orm/pg-core";

import { pushColumn } from "./column.js";
import { report, reportThrown } from "./problems.js";
import { columnName, constraintName, isSql, sqlText } from "./text.js";

const { Columns, ExtraConfigBuilder, ExtraConfigColumns, Name, Schema } = Table.Symbol;
const { EnableRLS, InlineForeignKeys } = PgTable.Symbol;

const vectorClasses =
  "vector_l2_ops, vector_ip_ops, vector_cosine_ops, vector_l1_ops, bit_hamming_ops, " +
  "bit_jaccard_ops, halfvec_l2_ops, sparsevec_l2_ops";

export const nameOf = (table) => table[Name];
export const schemaOf = (table) => table[Schema];

function addUnique(uniques, name, columns, nullsNotDistinct, table) {
  const existing = uniques[name];
  if (existing !== undefined) {
    report(
      "error",
      "SCHEMA.DUPLICATE_UNIQUE",
      `two unique constraints of table "${table}" have the name "${name}": on ${existing[1].join(", ")} and on ${columns.join(", ")}`,
      "give one of them another name",
    );
  }
  uniques[name] = [name, columns, nullsNotDistinct];
}

const rawName = (column) => column.name;

function readForeignKey(foreignKey, table) {
  const { name, columns, foreignColumns, foreignTable } = foreignKey.reference();
  const tableTo = nameOf(foreignTable);
  // As ForeignKey.getName() does, which would ask for the reference once more.
  const derived =
    name ??
    `${[table, ...columns.map(rawName), tableTo, ...foreignColumns.map(rawName)].join("_")}_fk`;
  return [
    constraintName(derived, columns, foreignColumns),
    columns.map(columnName),
    tableTo,
    schemaOf(foreignTable) ?? null,
    foreignColumns.map(columnName),
    foreignKey.onDelete ?? null,
    foreignKey.onUpdate ?? null,
  ];
}

export function options(object) {
  return Object.entries(object ?? {})
    .map(([name, value]) => [name, JSON.stringify(value)])
    .filter(([, value]) => value !== undefined);
}

function readIndexColumn(column, table, index) {
  if (isSql(column)) {
    return [sqlText(column, `an index expression of table "${table}"`, index.name, "indexes"), 1];
  }
  const name = columnName(column);
  const config = column.indexConfig;
  if (column.type === "PgVector" && config?.opClass === undefined) {
    report(
      "error",
      "SCHEMA.VECTOR_OPCLASS",
      `the index on the vector column "${name}" of table "${table}" names no operator class; the vector type has no default one`,
      `one of ${vectorClasses}: index("${index.name ?? "name"}").using("${index.method ?? "hnsw"}", table.${name}.op("vector_l2_ops"))`,
    );
  }
  return [
    name,
    0,
    config?.order === "asc",
    config?.nulls ? config.nulls : config?.order === "desc" ? "first" : "last",
    config?.opClass ?? null,
  ];
}

function readIndex(config, table, schema, indexes, namesInSchema) {
  const columns = config.columns.map((column) => readIndexColumn(column, table, config));
  if (config.name === undefined && columns.some((column) => column[1] === 1)) {
    report(
      "error",
      "SCHEMA.INDEX_NAME",
      `an index of table "${table}" has the expression "${columns.find((column) => column[1] === 1)[0]}" and no name`,
      'an index on expressions needs a name: index("name").on(...)',
    );
    return;
  }
  const name =
    config.name || `${table}_${columns.map((column) => (column[1] ? "" : column[0])).join("_")}_index`;
  if (namesInSchema.has(name)) {
    report(
      "error",
      "SCHEMA.DUPLICATE_INDEX",
      `two indexes of schema "${schema ?? "public"}" have the name "${name}"; one is on table "${table}"${namesInSchema.get(name) === table ? "" : `, the other on "${namesInSchema.get(name)}"`}`,
      "an index's name is unique in its schema: give one of them another name",
    );
  }
  namesInSchema.set(name, table);
  indexes[name] = [
    name,
    columns,
    config.unique ?? false,
    config.where ? sqlText(config.where, `the predicate of index "${name}"`, name) : null,
    config.concurrently ?? false,
    config.method ?? "btree",
    options(config.with),
  ];
}

function roleNames(to) {
  if (!to) return ["public"];
  return (Array.isArray(to) ? to : [to])
    .filter((role) => typeof role === "string" || is(role, PgRole))
    .map((role) => (typeof role === "string" ? role : role.name))
    .sort();
}

const policyKinds = ["PERMISSIVE", "RESTRICTIVE"];
const policyCommands = ["ALL", "SELECT", "INSERT", "UPDATE", "DELETE"];

export function readPolicy(policy, table) {
  const as = policy.as?.toUpperCase() ?? "PERMISSIVE";
  const command = policy.for?.toUpperCase() ?? "ALL";
  if (!policyKinds.includes(as) || !policyCommands.includes(command)) {
    report(
      "error",
      "SCHEMA.POLICY",
      `policy "${policy.name}" is "as ${as} for ${command}", which PostgreSQL does not know`,
      `as: ${policyKinds.join(", ")}; for: ${policyCommands.join(", ")}`.toLowerCase(),
    );
  }
  const what = `policy "${policy.name}" of table "${table}"`;
  return [
    policy.name,
    as,
    command,
    roleNames(policy.to),
    isSql(policy.using) ? sqlText(policy.using, what, policy.name) : null,
    isSql(policy.withCheck) ? sqlText(policy.withCheck, what, policy.name) : null,
  ];
}

export function duplicatePolicy(name, table) {
  report(
    "error",
    "SCHEMA.DUPLICATE_POLICY",
    `two policies of table "${table}" have the name "${name}"`,
    "rename one of them",
  );
}

function readCheck(check, table, checks) {
  if (checks[check.name] !== undefined) {
    report(
      "error",
      "SCHEMA.DUPLICATE_CHECK",
      `two checks of table "${table}" have the name "${check.name}"`,
      "rename one of them",
    );
  }
  const what = `check "${check.name}" of table "${table}"`;
  checks[check.name] = [check.name, sqlText(check.value, what, check.name)];
}

// What drizzle-orm's is() says of a constraint depends on its class alone.
const builders = [
  [IndexBuilder, "indexes"],
  [CheckBuilder, "checks"],
  [UniqueConstraintBuilder, "uniques"],
  [PrimaryKeyBuilder, "primaryKeys"],
  [ForeignKeyBuilder, "foreignKeys"],
  [PgPolicy, "policies"],
];
const kinds = new Map();
function kindOf(constraint) {
  if (typeof constraint !== "object" || constraint === null) return undefined;
  const prototype = Object.getPrototypeOf(constraint);
  if (!kinds.has(prototype)) {
    kinds.set(prototype, builders.find(([builder]) => is(constraint, builder))?.[1]);
  }
  return kinds.get(prototype);
}

// What stands behind a table's columns, sorted by kind.
function constraintsOf(table) {
  const all = {
    indexes: [],
    checks: [],
    uniques: [],
    primaryKeys: [],
    foreignKeys: [],
    policies: [],
  };
  const extraConfig = table[ExtraConfigBuilder];
  if (extraConfig === undefined) return all;
  const config = extraConfig(table[ExtraConfigColumns]);
  const list = Array.isArray(config) ? config : Object.values(config);
  for (const item of list) {
    for (const constraint of Array.isArray(item) && Array.isArray(config) ? item : [item]) {
      const kind = kindOf(constraint);
      if (kind !== undefined) all[kind].push(constraint);
    }
  }
  return all;
}

// `indexNames`: by schema, the names of all indexes so far and their tables. `tablePolicies` gets the
// policies that stand in a table.
export function readTable(table, indexNames, tablePolicies) {
  const name = nameOf(table);
  const schema = schemaOf(table);
  const constraints = constraintsOf(table);
  const columns = [];
  const primaryKeys = {};
  const uniques = {};
  const foreignKeys = {};
  const indexes = {};
  const policies = {};
  const checks = {};

  for (const column of Object.values(table[Columns])) {
    const itsName = columnName(column);
    pushColumn(columns, column, itsName, name, schema, false);
    if (column.isUnique) {
      addUnique(uniques, column.uniqueName, [itsName], column.uniqueType === "not distinct", name);
    }
  }
  for (const builder of constraints.primaryKeys) {
    const key = builder.build(table);
    const itsName = constraintName(key.getName(), key.columns);
    primaryKeys[itsName] = [itsName, key.columns.map(columnName)];
  }
  for (const builder of constraints.uniques) {
    const unique = builder.build(table);
    addUnique(uniques, unique.name, unique.columns.map(columnName), unique.nullsNotDistinct, name);
  }
  const built = constraints.foreignKeys.map((builder) => builder.build(table));
  for (const key of [...table[InlineForeignKeys], ...built]) {
    try {
      const written = readForeignKey(key, name);
      foreignKeys[written[0]] = written;
    } catch (thrown) {
      reportThrown(`a foreign key of table "${name}"`, thrown);
    }
  }
  if (constraints.indexes.length > 0) {
    const key = schema ?? "public";
    let names = indexNames.get(key);
    if (names === undefined) indexNames.set(key, (names = new Map()));
    for (const index of constraints.indexes) readIndex(index.config, name, schema, indexes, names);
  }
  for (const policy of constraints.policies) {
    if (policies[policy.name] !== undefined) duplicatePolicy(policy.name, name);
    policies[policy.name] = readPolicy(policy, name);
    tablePolicies.add(policy);
  }
  for (const check of constraints.checks) readCheck(check, name, checks);

  return {
    name,
    schema: schema ?? "",
    rls: table[EnableRLS] === true,
    columns,
    primaryKeys: Object.values(primaryKeys),
    uniques: Object.values(uniques),
    foreignKeys: Object.values(foreignKeys),
    indexes: Object.values(indexes),
    policies,
    checks: Object.values(checks),
  };
}
