// Every column type of pg-core with the options it takes and defaults that PostgreSQL takes. A type is
//   { call, config, kind, defaults, sized }
// call: pg-core's function, an enum's or a custom type's variable; config: its argument as TypeScript; kind: what
// checks, indexes and expressions may do with it; defaults: method calls as TypeScript; elements: literals for array defaults.

const text = (random, length = 1000) =>
  random.pick(["''", "'x'", "'two words'", "'naïve ☃'", '"it\'s"', "'a\\\\b'", "'1'", "'NULL'", "'now()'", "'{}'", "'%s'"]
    .filter((literal) => literal.length - 2 <= length));
const json = ['{}', '[]', '{ a: 1, b: [true, null, 1.5] }', "['x', 'y z']", "{ nested: { list: [], text: 'ü \"q\"' } }", '0', 'true',
  "{ 2: 'b', 1: 'a', z: undefined }", "'\"text\"'"];
const dateLiteral = (random) => `new Date('20${random.between(10, 29)}-0${random.between(1, 9)}-1${random.between(0, 9)}T1${random.between(0, 9)}:00:00.${random.between(100, 999)}Z')`;
const intervalFields = ['year', 'month', 'day', 'hour', 'minute', 'second', 'year to month', 'day to hour', 'day to minute',
  'day to second', 'hour to minute', 'hour to second', 'minute to second'];

const values = (...literals) => literals.map((literal) => `default(${literal})`);
const object = (entries) => {
  const given = Object.entries(entries).filter(([, value]) => value !== undefined);
  return given.length ? `{ ${given.map(([key, value]) => `${key}: ${value}`).join(', ')} }` : '';
};
const maybe = (random, value) => (random.chance(0.5) ? value : undefined);

const makers = {
  integer: () => ({ kind: 'integer', defaults: values('0', '-1', '2147483647', 'sql`1 + 1`'), elements: ['0', '1', '-5'] }),
  smallint: () => ({ kind: 'integer', defaults: values('0', '7'), elements: ['1', '2'] }),
  bigint: (random) => random.chance(0.7)
    ? { config: "{ mode: 'number' }", kind: 'integer', defaults: values('0', '9007199254740991', '-12'), elements: ['1', '20'] }
    : { config: "{ mode: 'bigint' }", kind: 'integer', defaults: values('sql`0`', 'sql`9223372036854775807`'), elements: ['1n', '-2n'] },
  real: () => ({ kind: 'number', defaults: values('0', '0.1 + 0.2', '-1.5'), elements: ['1.5', '0'] }),
  doublePrecision: () => ({ kind: 'number', defaults: values('1e21', '1e-7', '3.14'), elements: ['0.5'] }),
  numeric: (random) => {
    const precision = maybe(random, random.between(4, 30));
    const mode = random.pick([undefined, undefined, "'number'", "'string'", "'bigint'"]);
    return {
      config: object({ precision, scale: precision && maybe(random, random.between(0, 4)), mode }),
      kind: 'number',
      defaults: mode === "'number'" ? values('0', '12.5') : mode === "'bigint'" ? values('sql`0`') : values("'0'", "'10.50'"),
      elements: mode === "'number'" ? ['1.5'] : mode === "'bigint'" ? ['3n'] : ["'1.50'"],
    };
  },
  boolean: () => ({ kind: 'boolean', defaults: values('true', 'false'), elements: ['true', 'false'] }),
  text: (random) => ({
    config: random.chance(0.15) ? "{ enum: ['draft', 'final', 'in review'] }" : '',
    kind: 'text', defaults: [...values(text(random)), ...values(text(random)), "default(sql`'x'::text`)", '$type<Label>()'],
    elements: ["'a'", "'b c'", "'ü'"],
  }),
  varchar: (random) => {
    const length = maybe(random, random.between(20, 300));
    return {
      config: object({ length, enum: random.chance(0.1) ? "['low', 'high']" : undefined }),
      kind: 'text', defaults: values(text(random, length ?? 1000)), elements: ["'a'", "'b'"], sized: length !== undefined,
    };
  },
  char: (random) => ({ config: random.chance(0.7) ? `{ length: ${random.between(2, 40)} }` : '', kind: 'text', defaults: values("'x'"), elements: ["'y'"] }),
  json: (random) => ({ kind: 'json', defaults: [...values(random.pick(json)), ...values(random.pick(json)), "default(sql`'{}'::json`)"] }),
  jsonb: (random) => ({ kind: 'jsonb', defaults: [...values(random.pick(json)), ...values(random.pick(json)), "default(sql`'[]'::jsonb`)"] }),
  date: (random) => random.chance(0.5)
    ? { config: random.pick(['', "{ mode: 'string' }"]), kind: 'time', defaults: [...values("'2024-02-29'", 'sql`CURRENT_DATE`'), 'defaultNow()'], elements: ["'2024-02-29'"] }
    : { config: "{ mode: 'date' }", kind: 'time', defaults: [...values(dateLiteral(random)), 'defaultNow()'], elements: [dateLiteral(random)] },
  time: (random) => ({
    config: object({ precision: maybe(random, random.between(0, 6)), withTimezone: maybe(random, random.chance(0.5)) }),
    kind: 'time', defaults: [...values("'12:34:56'"), 'defaultNow()'], elements: ["'01:02:03'"],
  }),
  timestamp: (random) => {
    const mode = random.pick([undefined, undefined, "'date'", "'string'"]);
    return {
      config: object({ precision: maybe(random, random.between(0, 6)), withTimezone: maybe(random, random.chance(0.7)), mode }),
      kind: 'time',
      defaults: [...values(mode === "'string'" ? "'2024-01-01 10:00:00'" : dateLiteral(random), 'sql`now()`', "sql`(now() + interval '1 day')`"), 'defaultNow()', 'defaultNow()'],
      elements: mode === "'string'" ? ["'2024-01-01 10:00:00'"] : [dateLiteral(random)],
    };
  },
  interval: (random) => {
    const fields = maybe(random, random.pick(intervalFields));
    const precision = !fields || /second$/.test(fields) ? maybe(random, random.between(0, 6)) : undefined;
    return { config: object({ fields: fields && `'${fields}'`, precision }), kind: 'interval', defaults: fields ? [] : values("'1 day'"), elements: fields ? undefined : ["'2 hours'"] };
  },
  uuid: () => ({ kind: 'uuid', defaults: ['defaultRandom()', ...values("'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'", 'sql`gen_random_uuid()`'), '$defaultFn(() => crypto.randomUUID())'], elements: ["'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'"] }),
  inet: () => ({ kind: 'net', defaults: values("'127.0.0.1'"), elements: ["'::1'"] }),
  cidr: () => ({ kind: 'net', defaults: values("'10.0.0.0/8'"), elements: ["'10.0.0.0/8'"] }),
  macaddr: () => ({ kind: 'net', defaults: values("'08:00:2b:01:02:03'") }),
  macaddr8: () => ({ kind: 'net', defaults: values("'08:00:2b:01:02:03:04:05'") }),
  point: (random) => ({ config: random.pick(['', "{ mode: 'xy' }", "{ mode: 'tuple' }"]), kind: 'shape', defaults: values('sql`point(1, 2)`') }),
  line: (random) => ({ config: random.pick(['', "{ mode: 'abc' }"]), kind: 'shape', defaults: values("sql`'{1,2,3}'::line`") }),
  geometry: (random) => ({
    config: object({ type: maybe(random, "'point'"), mode: maybe(random, random.pick(["'xy'", "'tuple'"])), srid: maybe(random, 4326) }),
    kind: 'geometry', defaults: [], extension: true,
  }),
  vector: (random) => ({ config: `{ dimensions: ${random.between(2, 1536)} }`, kind: 'vector', defaults: [], extension: true }),
  halfvec: (random) => ({ config: `{ dimensions: ${random.between(2, 64)} }`, kind: 'halfvec', defaults: [], extension: true }),
  sparsevec: (random) => ({ config: `{ dimensions: ${random.between(2, 64)} }`, kind: 'other', defaults: [], extension: true }),
  bit: (random) => ({ config: `{ dimensions: ${random.between(1, 64)} }`, kind: 'other', defaults: [] }),
  serial: () => ({ kind: 'serial', defaults: [] }),
  smallserial: () => ({ kind: 'serial', defaults: [] }),
  bigserial: (random) => ({ config: random.pick(["{ mode: 'number' }", "{ mode: 'bigint' }"]), kind: 'serial', defaults: [] }),
};

/** customType() declarations that a schema may use, by variable. */
export const customTypes = {
  bytea: { source: "customType<{ data: Buffer; notNull: false; default: false }>({\n  dataType() {\n    return 'bytea';\n  },\n})", kind: 'other', defaults: ["default(sql`'\\\\x00'::bytea`)"] },
  tsvector: { source: "customType<{ data: string }>({ dataType: () => 'tsvector' })", kind: 'tsvector', defaults: [] },
  money: { source: "customType<{ data: number; driverData: string; config: { digits: number } }>({\n  dataType(config) {\n    return `numeric(12, ${config?.digits ?? 2})`;\n  },\n  fromDriver(value: string): number {\n    return Number(value);\n  },\n})", kind: 'number', configs: ['', '{ digits: 4 }'], defaults: ["default(sql`0`)"] },
  citext: { source: "customType<{ data: string }>({\n  dataType() {\n    return 'citext';\n  },\n  toDriver: (value) => value.trim(),\n})", kind: 'other', defaults: ["default('x')"], extension: true },
};

const common = ['integer', 'text', 'varchar', 'boolean', 'timestamp', 'uuid', 'jsonb'];

/** A random type; `enums` are the enums a column may use, `extensions` whether types of extensions may come. */
export function randomType(random, { enums = [], extensions = true } = {}) {
  for (;;) {
    const source = random.next();
    let type;
    if (source < 0.12 && enums.length) {
      const one = random.pick(enums);
      const literals = one.values.map((value) => JSON.stringify(value));
      type = { call: one.variable, enumOf: one.variable, kind: 'enum', defaults: values(random.pick(literals)), elements: literals.filter((literal) => !literal.includes("'")) };
    } else if (source < 0.18) {
      const name = random.pick(Object.keys(customTypes));
      const custom = customTypes[name];
      type = { ...custom, call: name, custom: name, config: custom.configs ? random.pick(custom.configs) : '' };
      delete type.source;
      delete type.configs;
    } else {
      const name = random.chance(0.5) ? random.pick(common) : random.pick(Object.keys(makers));
      type = { call: name, import: name, ...makers[name](random) };
    }
    if (extensions || !type.extension) return { config: '', ...type };
  }
}

/** The type of that name as `randomType` gives it. */
export function namedType(random, name) {
  return { call: name, import: name, config: '', ...makers[name](random) };
}
