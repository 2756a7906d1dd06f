// SQL text of drizzle-orm's objects, and column names in the configured casing.
import { SQL, StringChunk, Table, is } from "drizzle-orm";
import { CasingCache, toCamelCase, toSnakeCase } from "drizzle-orm/casing";
import { PgColumn, PgDialect } from "drizzle-orm/pg-core";

import { report } from "./problems.js";

const { IsAlias, Name, Schema } = Table.Symbol;

let casing;
let dialect;
let cased = new Map();

export function setCasing(name) {
  casing = name;
  dialect = new PgDialect({ casing });
  cased = new Map();
}

// The name that the database knows a column by.
export function columnName(column) {
  const name = column.name;
  if (casing === undefined) return name || "";
  if (!name) return "";
  if (!column.keyAsName) return name;
  let result = cased.get(name);
  if (result === undefined) {
    result = casing === "camelCase" ? toCamelCase(name) : toSnakeCase(name);
    cased.set(name, result);
  }
  return result;
}

// A derived constraint name is cased by replacing each raw column name in it, in order.
export function constraintName(name, ...columnLists) {
  if (casing === undefined) return name;
  for (const columns of columnLists) {
    for (const column of columns) name = name.replace(column.name, columnName(column));
  }
  return name;
}

export function doubled(text, mark) {
  return text.includes(mark) ? text.replaceAll(mark, mark + mark) : text;
}

const quoted = (name) => `"${doubled(name, '"')}"`;

function columnText(column, source) {
  const name = quoted(columnName(column));
  if (source === "indexes") return name;
  const { table } = column;
  const schema = table[IsAlias] ? undefined : table[Schema];
  const owner = quoted(table[Name]);
  return schema === undefined ? `${owner}.${name}` : `${quoted(schema)}.${owner}.${name}`;
}

// The text of words and columns, which most expressions are, as PgDialect has it; undefined for others.
function plainText(expression, source) {
  let text = "";
  for (const chunk of expression.queryChunks) {
    if (chunk instanceof StringChunk) {
      text += chunk.value.join("");
    } else if (chunk instanceof PgColumn) {
      text += columnText(chunk, source);
    } else {
      const inner = chunk instanceof SQL ? plainText(chunk, source) : undefined;
      if (inner === undefined) return undefined;
      text += inner;
    }
  }
  return text;
}

// `what` and `part`, a name in it, say where, for the warning about values that PostgreSQL can't bind in
// DDL.
export function sqlText(expression, what, part, source) {
  const plain = expression instanceof SQL ? plainText(expression, source) : undefined;
  if (plain !== undefined) return plain;
  const query = dialect.sqlToQuery(expression, source);
  if (query.params.length > 0) {
    report(
      "warning",
      "SCHEMA.PARAMETER",
      `${what} has the parameter ${/\$\d+/.exec(query.sql)?.[0] ?? "$1"}, which PostgreSQL does not take in a definition`,
      "write the value into the SQL: sql.raw(...), or sql`...`.inlineParams()",
      part,
    );
  }
  return query.sql;
}

// drizzle-kit's words: a default's SQL may hold neither names nor values.
function refuse() {
  throw new Error("we don't support params for `sql` default values");
}

export function defaultText(expression) {
  const chunks = expression.queryChunks;
  if (chunks.length === 1 && is(chunks[0], StringChunk)) {
    return chunks[0].value.join("");
  }
  return expression.toQuery({
    escapeName: refuse,
    escapeParam: refuse,
    escapeString: refuse,
    casing: new CasingCache(casing),
  }).sql;
}

// What drizzle-orm's is() says of an object depends on its prototype alone.
const sqls = new Map();
export function isSql(value) {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  let answer = sqls.get(prototype);
  if (answer === undefined) sqls.set(prototype, (answer = is(value, SQL)));
  return answer;
}
