// What a project's schema files export, as plain data. The order and the keys by which things of one
// name replace each other are those of drizzle-kit.
import { is } from "drizzle-orm";
import {
  PgPolicy,
  PgRole,
  PgSchema,
  PgTable,
  isPgEnum,
  isPgMaterializedView,
  isPgSequence,
  isPgView,
} from "drizzle-orm/pg-core";

import { enumsInUse, sequenceOptions } from "./column.js";
import {
  concerning,
  declare,
  report,
  reportThrown,
  takeDeclarations,
  takeProblems,
} from "./problems.js";
import { duplicatePolicy, nameOf, readPolicy, readTable, schemaOf } from "./table.js";
import { setCasing } from "./text.js";
import { readView } from "./view.js";

const { load } = globalThis.__sluice;

const classes = [
  ["tables", (value) => is(value, PgTable)],
  ["schemas", (value) => is(value, PgSchema)],
  ["views", isPgView],
  ["materializedViews", isPgMaterializedView],
  ["sequences", isPgSequence],
  ["roles", (value) => is(value, PgRole)],
  ["policies", (value) => is(value, PgPolicy)],
];

// What drizzle-orm's is() says of an object depends on its class alone.
const kinds = new Map([
  [null, undefined],
  [Object.prototype, undefined],
]);
export function kindOf(value) {
  if (typeof value === "function") return isPgEnum(value) ? "enums" : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  const prototype = Object.getPrototypeOf(value);
  if (!kinds.has(prototype)) {
    kinds.set(prototype, classes.find(([, belongs]) => belongs(value))?.[0]);
  }
  return kinds.get(prototype);
}

// Every exported thing once, sorted by kind, with the file and name that it was first found under.
function collect(files) {
  const found = { enums: [] };
  for (const [kind] of classes) found[kind] = [];
  const seen = new Set();
  for (const file of files) {
    const exported = load(file);
    for (const name of Object.keys(exported ?? {})) {
      const value = exported[name];
      const kind = kindOf(value);
      if (kind === undefined || seen.has(value)) continue;
      seen.add(value);
      found[kind].push({ value, file, name });
    }
  }
  return found;
}

function each(list, what, use) {
  for (const { value, file, name } of list) {
    concerning(file, name);
    try {
      use(value);
    } catch (thrown) {
      reportThrown(`${what} "${name}"`, thrown);
    }
  }
}

function readEnums(list) {
  const enums = {};
  each(list, "enum", (value) => {
    const schema = value.schema || "public";
    declare(schema, value.enumName);
    const wrong = value.enumValues.filter((item) => typeof item !== "string");
    if (wrong.length > 0) {
      report(
        "error",
        "SCHEMA.ENUM_VALUE",
        `enum "${value.enumName}" has values that are no strings: ${wrong.map(String).join(", ")}`,
        "give every member of the TypeScript enum a string value",
      );
    }
    enums[`${schema}.${value.enumName}`] = [value.enumName, schema, value.enumValues.map(String)];
  });
  return Object.values(enums);
}

// drizzle-kit creates the types that are exported: a column of another one is left without its type.
function findUnexportedEnums(list) {
  const exported = new Set(list.map(({ value }) => `${value.schema || "public"}.${value.enumName}`));
  for (const [used, { owner, name, file, exported: table }] of enumsInUse) {
    if (exported.has(`${used.schema || "public"}.${used.enumName}`)) continue;
    concerning(file, table);
    report(
      "warning",
      "SCHEMA.ENUM_NOT_EXPORTED",
      `"${owner}"."${name}" is of the enum "${used.enumName}", which no schema file exports: it is not created`,
      "export it",
      name,
    );
  }
  enumsInUse.clear();
}

function readTables(list, wanted, tablePolicies) {
  const tables = {};
  const indexNames = new Map();
  each(list, "table", (value) => {
    if (!wanted(schemaOf(value) ?? "public")) return;
    const table = readTable(value, indexNames, tablePolicies);
    declare(table.schema, table.name);
    tables[`${table.schema || "public"}.${table.name}`] = table;
  });
  return tables;
}

function readPolicies(list, tables, tablePolicies) {
  const policies = {};
  each(list, "policy", (value) => {
    const linked = value._linkedTable;
    if (!linked) {
      if (tablePolicies.has(value)) return;
      report(
        "warning",
        "SCHEMA.POLICY_UNLINKED",
        `policy "${value.name}" was skipped: it belongs to no table`,
        "put it into a table's list of constraints, or link it: pgPolicy(...).link(table)",
      );
      return;
    }
    const name = nameOf(linked);
    const schema = schemaOf(linked) ?? "public";
    const table = tables[`${schema}.${name}`];
    if (table?.policies[value.name] !== undefined || policies[value.name] !== undefined) {
      duplicatePolicy(value.name, name);
    }
    const policy = readPolicy(value, name);
    if (table) table.policies[value.name] = policy;
    else policies[value.name] = [...policy, schema, `"${schema}"."${name}"`];
  });
  return Object.values(policies);
}

function readSequences(list) {
  const sequences = {};
  each(list, "sequence", (value) => {
    const schema = value.schema ?? "public";
    declare(schema, value.seqName);
    sequences[`${schema}.${value.seqName}`] ??= [
      value.seqName,
      schema,
      sequenceOptions(value.seqOptions, "-9223372036854775808", "9223372036854775807"),
    ];
  });
  return Object.values(sequences);
}

function readRoles(list) {
  const roles = {};
  each(list, "role", (value) => {
    if (value._existing) return;
    roles[value.name] = [
      value.name,
      value.createDb === undefined ? false : value.createDb,
      value.createRole === undefined ? false : value.createRole,
      value.inherit === undefined ? true : value.inherit,
    ];
  });
  return Object.values(roles);
}

function readViews(list) {
  const views = {};
  each(list, "view", (value) => {
    const view = readView(value);
    declare(view.schema, view.name);
    const key = `${view.schema}.${view.name}`;
    if (views[key] !== undefined) {
      report(
        "error",
        "SCHEMA.DUPLICATE_VIEW",
        `two views of schema "${view.schema}" have the name "${view.name}"`,
        "rename one of them",
      );
    }
    views[key] = view;
  });
  return Object.values(views);
}

function readSchemas(list, wanted) {
  const schemas = {};
  each(list, "schema", (value) => {
    if (wanted(value.schemaName) && value.schemaName !== "public") schemas[value.schemaName] = 1;
  });
  return Object.keys(schemas);
}

// `schemas`: the only ones wanted; none given means all.
export function read({ files, casing, schemas }) {
  setCasing(casing || undefined);
  const found = collect(files);
  const wanted = (schema) => !schemas?.length || schemas.includes(schema);
  const tablePolicies = new Set();
  const tables = readTables(found.tables, wanted, tablePolicies);
  const policies = readPolicies(found.policies, tables, tablePolicies);
  const result = {
    policies,
    enums: readEnums(found.enums),
    schemas: readSchemas(found.schemas, wanted),
    sequences: readSequences(found.sequences),
    roles: readRoles(found.roles),
    views: readViews([...found.views, ...found.materializedViews]),
  };
  findUnexportedEnums(found.enums);
  result.tables = Object.values(tables).map((table) => [
    table.name,
    table.schema,
    table.rls,
    table.columns,
    table.primaryKeys,
    table.uniques,
    table.foreignKeys,
    table.indexes,
    Object.values(table.policies),
    table.checks,
  ]);
  const fileNumbers = new Map(files.map((file, number) => [file, number]));
  result.declarations = takeDeclarations().map(([schema, object, file, name]) => [
    schema,
    object,
    fileNumbers.get(file),
    name,
  ]);
  result.problems = takeProblems();
  return result;
}
