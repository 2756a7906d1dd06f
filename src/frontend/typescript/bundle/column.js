// Columns in one flat array: for each its name, type, flags, and what the flags announce, in their order.
import { is } from "drizzle-orm";
import { PgArray, PgEnumColumn, PgEnumObjectColumn } from "drizzle-orm/pg-core";

import { concerned, reportThrown } from "./problems.js";
import { defaultText, doubled, isSql, sqlText } from "./text.js";

// The same numbers stand in ../column.cpp.
const primaryKey = 1;
const notNull = 2;
const hasTypeSchema = 4;
const defaultIsSql = 8;
const defaultIsJson = 16;
const isGenerated = 32;
const hasIdentity = 64;

// What drizzle-orm's is() says of a column depends on its class alone.
const kinds = new Map();
function kindOf(column) {
  const itsClass = column.constructor;
  let kind = kinds.get(itsClass);
  if (kind === undefined) {
    kind = is(column, PgArray)
      ? "array"
      : is(column, PgEnumColumn)
        ? "enum"
        : is(column, PgEnumObjectColumn)
          ? "enum of an object"
          : "plain";
    kinds.set(itsClass, kind);
  }
  return kind;
}

// The schema of a column's type, which drizzle-kit notes for enums, though not for those of a TypeScript
// enum, nor for a view's arrays. `use` is told of the enum in each case.
function enumSchema(column, throughArrays, use) {
  const outer = kindOf(column);
  let kind = outer;
  while (kind === "array") {
    column = column.baseColumn;
    kind = kindOf(column);
  }
  if (kind === "plain") return undefined;
  use(column.enum);
  if (kind !== "enum" || (outer === "array" && !throughArrays)) return undefined;
  return column.enum.schema || "public";
}

const quote = (text) => `'${doubled(text, "'")}'`;

function dateText(date, type) {
  const text = date.toISOString();
  if (type === "date") return text.split("T")[0];
  if (type === "timestamp") return text.replace("T", " ").slice(0, 23);
  return text;
}

// As an array literal's quoted element.
function element(text) {
  return `"${text.replace(/[\\"]/g, "\\$&")}"`;
}

function arrayText(array, type) {
  const base = type.split("[")[0];
  const values = array.map((value) => {
    if (value === null) return "NULL";
    if (typeof value === "number" || typeof value === "bigint") return value.toString();
    if (typeof value === "boolean") return value ? "true" : "false";
    if (Array.isArray(value)) return arrayText(value, base);
    if (value instanceof Date) return element(dateText(value, base));
    return element(typeof value === "object" ? JSON.stringify(value) : String(value));
  });
  return `{${values.join(",")}}`;
}

// Puts what a column's default is to the snapshot behind the rest, and gives its flag.
function pushDefault(out, value, type, isView) {
  const kind = typeof value;
  let json;
  if (kind === "string") {
    // drizzle-kit does not escape quotes in the defaults of a view's columns.
    out.push(isView ? `'${value}'` : quote(value));
    return defaultIsSql;
  }
  const lowered = type.toLowerCase();
  if (isSql(value)) {
    out.push(defaultText(value));
    return defaultIsSql;
  }
  if (lowered === "jsonb" || lowered === "json") {
    out.push(`${quote(JSON.stringify(value))}::${lowered}`);
    return defaultIsSql;
  }
  if (kind === "boolean" || kind === "bigint") {
    json = String(value);
  } else if (value instanceof Date) {
    out.push(`'${dateText(value, lowered)}'`);
    return defaultIsSql;
  } else if (Array.isArray(value) && /\[\d*\]/.test(lowered)) {
    out.push(quote(arrayText(value, lowered)));
    return defaultIsSql;
  } else {
    json = JSON.stringify(value);
    if (json === undefined) return 0; // a function: no default
    if (json[0] === '"') {
      // An object whose toJSON gives a string is a string to the snapshot.
      out.push(JSON.parse(json));
      return defaultIsSql;
    }
  }
  out.push(json);
  return defaultIsJson;
}

function optionText(value) {
  return value === undefined || typeof value === "string" ? value : String(value);
}

// The options of a sequence with the bounds that PostgreSQL would choose.
export function sequenceOptions(options, lowest, highest) {
  const increment = optionText(options?.increment) ?? "1";
  const descends = parseFloat(increment) < 0;
  const minValue = optionText(options?.minValue) ?? (descends ? lowest : "1");
  const maxValue = optionText(options?.maxValue) ?? (descends ? "-1" : highest);
  const startWith = optionText(options?.startWith) ?? (descends ? maxValue : minValue);
  const cache = optionText(options?.cache) ?? "1";
  return [increment, minValue, maxValue, startWith, cache, options?.cycle ?? false];
}

// drizzle-kit looks the lower bound up by class name and the upper one by SQL type, so the lower one
// is nearly always smallint's.
function lowest(columnType) {
  if (columnType === "integer") return "-2147483648";
  return columnType === "bigint" ? "-9223372036854775808" : "-32768";
}

function highest(type) {
  if (type === "integer") return "2147483647";
  return type === "bigint" ? "9223372036854775807" : "32767";
}

function generatedText(generated, what, column) {
  const expression = typeof generated.as === "function" ? generated.as() : generated.as;
  return isSql(expression) ? sqlText(expression, what, column) : expression;
}

function pushIdentity(out, identity, column, type, name, owner, schema) {
  out.push(
    identity.type,
    identity.sequenceName ?? `${owner}_${name}_seq`,
    schema ?? "public",
    ...sequenceOptions(identity.sequenceOptions, lowest(column.columnType), highest(type)),
  );
  return hasIdentity;
}

// The enums of the columns so far, each with the first column that has it.
export const enumsInUse = new Map();

// Puts a column behind the rest; `owner` and `schema` of its table or view.
export function pushColumn(out, column, name, owner, schema, isView) {
  const type = column.getSQLType();
  let flags = (column.primary ? primaryKey : 0) | (column.notNull ? notNull : 0);
  const { default: value, generated, generatedIdentity: identity } = column;
  const kind = kindOf(column);
  out.push(name, type, flags);
  if (kind === "plain" && value === undefined && !generated && !identity) return;
  const at = out.length - 1;
  const typeSchema =
    kind === "plain"
      ? undefined
      : enumSchema(column, !isView, (itsEnum) => {
          if (!enumsInUse.has(itsEnum)) enumsInUse.set(itsEnum, { owner, name, ...concerned() });
        });
  if (typeSchema !== undefined) {
    flags |= hasTypeSchema;
    out.push(typeSchema);
  }
  try {
    if (value !== undefined) flags |= pushDefault(out, value, type, isView);
  } catch (thrown) {
    reportThrown(`the default of "${owner}"."${name}"`, thrown);
  }
  try {
    if (generated) {
      out.push(String(generatedText(generated, `the expression of "${owner}"."${name}"`, name)));
      flags |= isGenerated;
    }
  } catch (thrown) {
    reportThrown(`the expression of "${owner}"."${name}"`, thrown);
  }
  if (identity) flags |= pushIdentity(out, identity, column, type, name, owner, schema);
  out[at] = flags;
}
