// A column as a short array: name, type, flags, and what the flags announce, in their order.
import { is } from "drizzle-orm";
import { PgArray, PgEnumColumn } from "drizzle-orm/pg-core";

import { reportThrown } from "./problems.js";
import { defaultText, isSql, sqlText } from "./text.js";

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
    kind = is(column, PgArray) ? "array" : is(column, PgEnumColumn) ? "enum" : "plain";
    kinds.set(itsClass, kind);
  }
  return kind;
}

function enumSchema(column, throughArrays) {
  let kind = kindOf(column);
  while (throughArrays && kind === "array") {
    column = column.baseColumn;
    kind = kindOf(column);
  }
  return kind === "enum" ? column.enum.schema || "public" : undefined;
}

function quote(text) {
  return `'${text.replace(/'/g, "''")}'`;
}

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

// Gives [flag, text], or nothing where JSON has no such value (a function).
function defaultOf(column, type, isView) {
  const value = column.default;
  if (isSql(value)) return [defaultIsSql, defaultText(value)];
  // drizzle-kit does not escape quotes in the defaults of a view's columns.
  if (typeof value === "string") return [defaultIsSql, isView ? `'${value}'` : quote(value)];
  const lowered = type.toLowerCase();
  if (lowered === "jsonb" || lowered === "json") {
    return [defaultIsSql, `${quote(JSON.stringify(value))}::${lowered}`];
  }
  if (value instanceof Date) return [defaultIsSql, `'${dateText(value, lowered)}'`];
  if (Array.isArray(value) && /\[\d*\]/.test(lowered)) {
    return [defaultIsSql, quote(arrayText(value, lowered))];
  }
  if (typeof value === "bigint") return [defaultIsJson, value.toString()];
  const json = JSON.stringify(value);
  if (json === undefined) return undefined;
  // An object whose toJSON gives a string is a string to the snapshot.
  return json[0] === '"' ? [defaultIsSql, JSON.parse(json)] : [defaultIsJson, json];
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

function generatedText(generated, what) {
  const expression = typeof generated.as === "function" ? generated.as() : generated.as;
  return isSql(expression) ? sqlText(expression, what) : expression;
}

export function readColumn(column, name, ownerName, ownerSchema, isView) {
  const type = column.getSQLType();
  let flags = (column.primary ? primaryKey : 0) | (column.notNull ? notNull : 0);
  const out = [name, type, flags];
  const typeSchema = enumSchema(column, !isView);
  if (typeSchema !== undefined) {
    flags |= hasTypeSchema;
    out.push(typeSchema);
  }
  if (column.default !== undefined) {
    try {
      const written = defaultOf(column, type, isView);
      if (written !== undefined) {
        flags |= written[0];
        out.push(written[1]);
      }
    } catch (thrown) {
      reportThrown(`the default of "${ownerName}"."${name}"`, thrown);
    }
  }
  if (column.generated) {
    try {
      const text = generatedText(column.generated, `the expression of "${ownerName}"."${name}"`);
      flags |= isGenerated;
      out.push(String(text));
    } catch (thrown) {
      reportThrown(`the expression of "${ownerName}"."${name}"`, thrown);
    }
  }
  const identity = column.generatedIdentity;
  if (identity) {
    flags |= hasIdentity;
    out.push([
      identity.type,
      identity.sequenceName ?? `${ownerName}_${name}_seq`,
      ownerSchema ?? "public",
      ...sequenceOptions(identity.sequenceOptions, lowest(column.columnType), highest(type)),
    ]);
  }
  out[2] = flags;
  return out;
}
