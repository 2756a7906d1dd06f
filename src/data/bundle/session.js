// drizzle-orm's session over the native function "query", which sends one query and waits for its answer.
import { parameter, readRows } from './values.js';

const { module, native } = globalThis.__sluice;
const { fillPlaceholders, mapResultRow, sql } = module('drizzle-orm');
const { PgPreparedQuery, PgSession, PgTransaction } = module('drizzle-orm/pg-core');

// What PostgreSQL refused, with the fields that node-postgres gives such an error.
export class DatabaseError extends Error {
  name = 'error';
}

const fields = ['severity', 'code', 'message', 'detail', 'hint', 'where', 'position', 'schema', 'table', 'column', 'constraint'];

// Which failure an error tells of: its number, and the stack of where its query was built.
const failures = new WeakMap();
export function failureOf(thrown) {
  for (let at = thrown; typeof at === 'object' && at !== null; at = at.cause) {
    if (failures.has(at)) return failures.get(at);
  }
  return null;
}

let last = {};
export function takeLastRefusal() {
  const found = last;
  last = {};
  return found;
}

function refused([number, ...said], origin) {
  const error = new DatabaseError(said[2]);
  fields.forEach((name, at) => {
    if (said[at] !== '') error[name] = said[at];
  });
  last = { refused: number, origin };
  failures.set(error, { number, origin });
  return error;
}

// The rows as objects in an array, which has what node-postgres's and postgres.js's results have.
function asResult([command, count, names, types, rows]) {
  const result = readRows(rows, types).map((row) => {
    const object = {};
    for (let at = 0; at < names.length; at++) object[names[at]] = row[at];
    return object;
  });
  const extra = {
    rows: result, rowCount: count, count, command, oid: null,
    fields: names.map((name, at) => ({ name, dataTypeID: types[at] })),
  };
  for (const name of Object.keys(extra)) Object.defineProperty(result, name, { value: extra[name], enumerable: false });
  return result;
}

// One query, or several without parameters: each one's answer.
export function ask(text, values, origin) {
  const [refusal, answers] = native('query', text, values.map((value) => parameter(value)), origin);
  if (refusal !== null) throw refused(refusal, origin);
  return answers;
}

class Query extends PgPreparedQuery {
  constructor(query, columns, mapper, origin) {
    super(query, undefined, undefined, undefined);
    this.columns = columns;
    this.mapper = mapper;
    this.origin = origin;
  }

  async execute(placeholders = {}) {
    const { columns, mapper, joinsNotNullableMap, origin, query: { sql: text } } = this;
    const values = fillPlaceholders(this.query.params, placeholders);
    const answers = await this.queryWithCache(text, values, async () => ask(text, values, origin ?? new Error().stack));
    if (!columns && !mapper) return answers.length === 1 ? asResult(answers[0]) : answers.map(asResult);
    const [, , , types, found] = answers.at(-1);
    const rows = readRows(found, types);
    return mapper ? mapper(rows) : rows.map((row) => mapResultRow(columns, row, joinsNotNullableMap));
  }

  async all(placeholders = {}) {
    const values = fillPlaceholders(this.query.params, placeholders);
    return asResult(ask(this.query.sql, values, this.origin).at(-1));
  }

  isResponseInArrayMode() {
    return false;
  }
}

// `origin`: the stack where the one query was begun that this is for.
export class Session extends PgSession {
  constructor(dialect, origin) {
    super(dialect);
    this.origin = origin;
  }

  prepareQuery(query, columns, _name, _isArray, mapper) {
    return new Query(query, columns, mapper, this.origin);
  }

  async count(query) {
    const [row] = await this.execute(query);
    return Number(row.count);
  }

  transaction(work) {
    return inSavepoint(this.dialect, 0, work);
  }
}

async function inSavepoint(dialect, depth, work) {
  const name = `sp${depth + 1}`;
  ask(`savepoint ${name}`, []);
  try {
    const result = await work(new Database(dialect, depth + 1));
    ask(`release savepoint ${name}`, []);
    return result;
  } catch (error) {
    ask(`rollback to savepoint ${name}`, []);
    throw error;
  }
}

// What `db.query` offers: made of the schema's files, when it is first asked for.
let relational = null;
let relationalMade = null;
export function queriesFrom(make) {
  relational = make;
  relationalMade = null;
}

// `db`. It is in a transaction already, which whoever calls ends; its own transactions are savepoints.
export class Database extends PgTransaction {
  constructor(dialect, depth = 0) {
    super(dialect, new Session(dialect, undefined), undefined, depth);
    Object.defineProperty(this, 'query', { get: () => this.queries(), configurable: true });
  }

  // Every query begins by taking the session: that is where its stack is known.
  get session() {
    return new Session(this.dialect, new Error().stack);
  }
  set session(_first) {}

  queries() {
    relationalMade ??= relational === null ? [] : relational(this.dialect);
    const made = {};
    for (const [name, builder] of relationalMade) {
      Object.defineProperty(made, name, {
        get: () => Object.assign(Object.create(Object.getPrototypeOf(builder)), builder, { session: this.session }),
        enumerable: true,
      });
    }
    return made;
  }

  transaction(work) {
    return inSavepoint(this.dialect, this.nestedIndex, work);
  }
}

export { sql };
