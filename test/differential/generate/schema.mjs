// A random schema as plain data. Things refer to each other by their TypeScript variables and columns by their keys, so
// that a copy can be changed (mutate.mjs) and written (typescript.mjs).
import { namedType, randomType } from './columns.mjs';

const nouns = ['account', 'album', 'badge', 'basket', 'branch', 'campaign', 'carrier', 'course', 'customer', 'device', 'discount',
  'employee', 'event', 'folder', 'friend', 'garden', 'grade', 'holiday', 'invoice', 'journal', 'kitchen', 'ladder', 'lesson', 'member',
  'message', 'movie', 'orchard', 'parcel', 'payment', 'picture', 'planet', 'profile', 'recipe', 'region', 'report', 'review', 'river',
  'season', 'shelf', 'signal', 'station', 'student', 'ticket', 'tower', 'vendor', 'voucher', 'window', 'winter'];
const adjectives = ['active', 'big', 'cold', 'daily', 'early', 'final', 'gross', 'hidden', 'inner', 'joint', 'known', 'late', 'main',
  'net', 'open', 'past', 'quick', 'rare', 'shared', 'total', 'upper', 'valid', 'weekly', 'young'];
const fields = ['amount', 'body', 'city', 'color', 'count', 'created', 'date', 'default', 'description', 'email', 'enabled', 'from', 'group',
  'height', 'kind', 'label', 'level', 'limit', 'locale', 'meta', 'name', 'note', 'order', 'owner', 'position', 'price', 'quantity', 'rank',
  'score', 'size', 'slug', 'state', 'status', 'tags', 'text', 'title', 'total', 'type', 'updated', 'user', 'value', 'weight', 'year', 'zone'];
const odd = ['Größe', 'with space', 'UPPER', 'ключ', 'a-b', '2nd', 'select', 'table', 'x'.repeat(12)];

const capital = (word) => word[0].toUpperCase() + word.slice(1);
export const camel = (words) => words.map((word, i) => (i ? capital(word) : word)).join('');
const snake = (words) => words.join('_');
export const quoted = (value) => `'${value.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;

/** Names that are new in this schema. What PostgreSQL keeps in one namespace is kept in one here. */
class Names {
  constructor(random) {
    this.random = random;
    this.taken = new Set(['public', 'app']);
  }
  words(first) {
    for (;;) {
      const words = [this.random.pick(adjectives), first ?? this.random.pick(nouns)];
      if (this.random.chance(0.3)) words.unshift(this.random.pick(adjectives));
      if (!this.taken.has(snake(words))) {
        this.taken.add(snake(words));
        return words;
      }
    }
  }
  database(words) {
    const style = this.random.next();
    if (style < 0.8) return snake(words);
    if (style < 0.9) return camel(words);
    return `${snake(words)} ${this.random.pick(odd)}`;
  }
}

export function newColumn(key, type, more = {}) {
  return { key, name: null, type, arrays: [], calls: [], primaryKey: false, notNull: false, default: null, unique: null,
    references: null, generated: null, identity: null, ...more };
}

export class SchemaMaker {
  constructor(random, options = {}) {
    this.random = random;
    this.names = new Names(random);
    this.options = { tables: random.between(1, 6), extensions: true, everything: true, major: 18, ...options };
  }

  make() {
    const { random } = this;
    const project = this.project = {
      casing: random.pick([undefined, undefined, 'snake_case', 'camelCase']),
      breakpoints: !random.chance(0.1),
      layout: random.pick(['one', 'one', 'folder', 'glob', 'index', 'list', 'deep glob']),
      creator: random.chance(0.12),
      schemas: [], enums: [], sequences: [], roles: [], tables: [], policies: [], views: [],
    };
    for (let i = random.between(-1, 2); i > 0; i--) this.addSchema();
    for (let i = random.between(-1, 3); i > 0; i--) this.addEnum();
    if (this.options.everything) {
      for (let i = random.between(-2, 2); i > 0; i--) this.addSequence();
      for (let i = random.between(-2, 2); i > 0; i--) this.addRole();
    }
    for (let i = this.options.tables; i > 0; i--) this.addTable();
    for (const table of project.tables) this.addForeignKeys(table);
    for (const table of project.tables) this.addExtras(table);
    if (this.options.everything) {
      for (let i = random.between(-2, 2); i > 0; i--) this.addLinkedPolicy();
      for (let i = random.between(-2, 3); i > 0; i--) this.addView();
    }
    return project;
  }

  schema() {
    return this.project.schemas.length && this.random.chance(0.35) ? this.random.pick(this.project.schemas).variable : null;
  }

  addSchema() {
    const words = this.names.words();
    this.project.schemas.push({ variable: `${camel(words)}Schema`, name: this.names.database(words) });
  }

  addEnum() {
    const { random } = this;
    const words = this.names.words('kind');
    const values = random.some(['one', 'two', 'Three', 'four five', "it's", 'größer', 'six', '7'], random.between(1, 6));
    const plain = values.every((value) => /^[a-z]+$/.test(value));
    const schema = this.schema();
    this.project.enums.push({
      variable: `${camel(words)}Enum`, name: this.names.database(words), schema, values,
      // drizzle-kit does not know the schema of an enum that is made of TypeScript's.
      style: random.pick(plain && !schema ? ['list', 'list', 'enum'] : ['list', 'const']),
    });
  }

  sequenceOptions() {
    const { random } = this;
    const options = [];
    if (random.chance(0.4)) options.push(`startWith: ${random.pick(['100', "'1000'"])}`);
    if (random.chance(0.4)) options.push(`increment: ${random.pick(['1', '2', "'10'"])}`);
    if (random.chance(0.3)) options.push(`minValue: ${random.pick(['1', '-5'])}`);
    if (random.chance(0.3)) options.push(`maxValue: ${random.pick(['100000', "'2000000'"])}`);
    if (random.chance(0.3)) options.push(`cache: ${random.pick(['1', '20'])}`);
    if (random.chance(0.3)) options.push(`cycle: ${random.chance(0.5)}`);
    return options.join(', ');
  }

  addSequence() {
    const words = this.names.words('seq');
    this.project.sequences.push({
      variable: `${camel(words)}uence`, name: this.names.database(words), schema: this.schema(),
      options: this.random.chance(0.7) ? this.sequenceOptions() : null,
    });
  }

  addRole() {
    const { random } = this;
    const words = this.names.words('role');
    const config = random.some(['createDb: true', 'createRole: true', 'inherit: false', 'createDb: false'], random.between(0, 2));
    this.project.roles.push({ variable: camel(words), name: this.names.database(words), config: config.join(', '), existing: random.chance(0.3) });
  }

  // --- tables ---

  columnName(key, words) {
    const { random } = this;
    if (random.chance(this.project.casing ? 0.75 : 0.2)) return null;  // from the key
    const style = random.next();
    return style < 0.85 ? snake(words) : style < 0.95 ? key : `${snake(words)} ${random.pick(odd)}`;
  }

  /** A key that the table has not, and the column's name to go with it. */
  newKey(table, first) {
    const { random } = this;
    for (let i = 0; ; i++) {
      const words = [first ?? random.pick(fields)];
      if (random.chance(0.5) || i > 3) words.unshift(random.pick(adjectives));
      if (random.chance(0.02)) words.splice(0, 2, String(random.between(1, 99)));
      const key = random.chance(0.9) ? camel(words) : snake(words);
      const name = this.columnName(key, words);
      const spoken = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
      const clash = (other) => [other.key, other.name ?? other.key].some((text) => [key, name ?? key].map(spoken).includes(spoken(text)));
      if (!table.columns.some(clash)) return { key, name };
    }
  }

  identity() {
    const always = this.random.chance(0.5);
    const named = this.random.chance(0.3) ? [`name: ${quoted(this.names.database(this.names.words('ids')))}`] : [];
    const options = this.random.chance(0.5) ? this.sequenceOptions() : '';
    if (options) named.push(options);
    return `${always ? 'generatedAlwaysAsIdentity' : 'generatedByDefaultAsIdentity'}(${named.length ? `{ ${named.join(', ')} }` : ''})`;
  }

  idColumn(table) {
    const { random } = this;
    const style = random.pick(['uuid', 'uuid', 'serial', 'identity', 'identity bigint', 'text', 'bigserial']);
    const column = newColumn('id', null, { name: this.columnName('id', ['id']), primaryKey: true });
    if (style === 'uuid') Object.assign(column, { type: namedType(random, 'uuid'), default: random.pick(['defaultRandom()', 'default(sql`gen_random_uuid()`)']), foreign: 'uuid' });
    if (style === 'serial') Object.assign(column, { type: namedType(random, 'serial'), foreign: 'integer' });
    if (style === 'bigserial') Object.assign(column, { type: namedType(random, 'bigserial'), foreign: 'bigint' });
    if (style === 'identity') Object.assign(column, { type: namedType(random, 'integer'), identity: this.identity(), foreign: 'integer' });
    if (style === 'identity bigint') Object.assign(column, { type: namedType(random, 'bigint'), identity: this.identity(), foreign: 'bigint' });
    if (style === 'text') Object.assign(column, { type: namedType(random, 'text'), default: "$defaultFn(() => Math.random().toString(36))", foreign: 'text' });
    table.columns.push(column);
  }

  randomColumn(table) {
    const { random } = this;
    const type = randomType(random, { enums: this.project.enums, extensions: this.options.extensions });
    const column = newColumn(null, type, this.newKey(table));
    if (type.elements?.length && random.chance(0.12)) {
      column.arrays = random.chance(0.25) ? [null, random.chance(0.5) ? 3 : null] : [random.chance(0.2) ? 4 : null];
      if (random.chance(0.5)) column.default = `default(${this.arrayLiteral(type, column.arrays.length)})`;
      column.notNull = random.chance(0.5);
      return column;
    }
    if (type.kind === 'serial') return column;
    if (type.kind === 'integer' && !column.arrays.length && random.chance(0.04)) {
      column.identity = this.identity();
      return column;
    }
    column.notNull = random.chance(0.5);
    if (type.defaults.length && random.chance(0.4)) column.default = random.pick(type.defaults);
    if (['integer', 'text', 'uuid'].includes(type.kind) && random.chance(0.08)) column.unique = this.uniqueCall();
    if (type.kind === 'time' && random.chance(0.1)) column.calls.push('$onUpdate(() => sql`now()`)');
    return column;
  }

  uniqueCall() {
    const { random } = this;
    const name = random.chance(0.3) ? quoted(this.names.database(this.names.words('unique'))) : '';
    return name && random.chance(0.5) && this.options.major >= 15 ? `unique(${name}, { nulls: 'not distinct' })` : `unique(${name})`;
  }

  arrayLiteral(type, depth) {
    const { random } = this;
    if (random.chance(0.25)) return '[]';
    const list = (elements) => `[${elements.join(', ')}]`;
    const flat = () => list(random.some(type.elements, random.between(1, type.elements.length)));
    return depth === 1 ? flat() : list([list([type.elements[0]]), list([type.elements[type.elements.length - 1]])]);
  }

  addTable(more = {}) {
    const { random } = this;
    const words = this.names.words();
    const schema = this.schema();
    const table = {
      variable: random.chance(0.85) ? camel(words) : `${camel(words)}Table`, name: this.names.database(words), schema,
      creator: this.project.creator && !schema, columns: [], extras: [], extrasForm: random.pick(['list', 'list', 'object']),
      rls: this.options.everything && random.chance(0.06), part: random.between(0, 2), keyCall: random.chance(0.5), ...more,
    };
    if (random.chance(0.85)) this.idColumn(table);
    for (let i = random.between(1, 9); i > 0; i--) table.columns.push(this.randomColumn(table));
    const generated = random.chance(0.12) && this.generatedColumn(table);
    if (generated) table.columns.push(generated);
    if (!table.columns[0].primaryKey && random.chance(0.6)) this.addPrimaryKey(table);
    this.project.tables.push(table);
    return table;
  }

  generatedColumn(table) {
    const { random } = this;
    const from = table.columns.filter((one) => !one.arrays.length && !one.generated && ['text', 'integer'].includes(one.type.kind));
    if (!from.length) return null;
    const source = random.pick(from);
    const type = namedType(random, source.type.kind === 'text' ? 'text' : 'bigint');
    const expression = source.type.kind === 'text' ? `lower(\${${table.variable}.${source.key}})` : `\${${table.variable}.${source.key}} * 2`;
    return newColumn(null, { ...type, config: type.call === 'bigint' ? "{ mode: 'number' }" : '' }, {
      ...this.newKey(table), uses: [source.key], notNull: random.chance(0.2),
      generated: random.pick([`generatedAlwaysAs((): SQL => sql\`${expression}\`)`, `generatedAlwaysAs((): SQL => sql\`${expression}\`)`,
        source.type.kind === 'text' ? 'generatedAlwaysAs("\'fixed\'")' : 'generatedAlwaysAs(sql`1 + 1`)']),
    });
  }

  addPrimaryKey(table) {
    const { random } = this;
    const able = table.columns.filter((one) => ['integer', 'text', 'uuid', 'enum'].includes(one.type.kind) && !one.arrays.length && !one.generated);
    if (!able.length) return;
    const columns = random.some(able, random.between(1, Math.min(3, able.length))).map((one) => one.key);
    for (const one of table.columns) if (columns.includes(one.key)) one.notNull = true;
    const name = random.chance(0.3) ? this.names.database(this.names.words('pk')) : null;
    table.primaryKey = columns;
    table.extras.push({
      kind: 'primaryKey', uses: columns,
      text: `primaryKey({ ${name ? `name: ${quoted(name)}, ` : ''}columns: [${columns.map((key) => `t.${key}`).join(', ')}] })`,
    });
  }

  actions() {
    const { random } = this;
    const action = () => random.pick(["'cascade'", "'set null'", "'restrict'", "'no action'", "'set default'"]);
    const parts = [];
    if (random.chance(0.5)) parts.push(`onDelete: ${action()}`);
    if (random.chance(0.25)) parts.push(`onUpdate: ${action()}`);
    return parts;
  }

  addForeignKeys(table) {
    for (let i = this.random.between(-1, 2); i > 0; i--) this.addForeignKey(table);
  }

  /** A column of the target's type that refers to it; true if there was a target. */
  addForeignKey(table) {
    const { random } = this;
    const targets = this.project.tables.filter((one) => one.columns[0].primaryKey && one.columns[0].foreign);
    if (!targets.length) return false;
    const target = random.pick(targets);
    const id = target.columns[0];
    const type = namedType(random, id.foreign);
    if (id.foreign === 'bigint') type.config = "{ mode: 'number' }";
    if (id.foreign === 'text') type.config = '';
    const column = newColumn(null, type, { ...this.newKey(table, `${camel(target.name.toLowerCase().match(/[a-z]+/g))}Id`), notNull: random.chance(0.4) });
    const actions = this.actions();
    column.target = target.variable;
    if (random.chance(0.75)) {
      const typed = target === table || random.chance(0.3) ? '(): AnyPgColumn' : '()';
      column.references = { table: target.variable, text: `references(${typed} => ${target.variable}.${id.key}${actions.length ? `, { ${actions.join(', ')} }` : ''})` };
    } else {
      const name = random.chance(0.4) ? this.names.database(this.names.words('fk')) : null;
      const calls = actions.map((action) => action.replace(/: (.*)/, '($1)')).map((call) => `.${call}`).join('');
      table.extras.push({
        kind: 'foreignKey', uses: [column.key], target: target.variable,
        text: `foreignKey({ ${name ? `name: ${quoted(name)}, ` : ''}columns: [t.${column.key}], foreignColumns: [${target === table ? 't' : target.variable}.${id.key}] })${calls}`,
      });
    }
    table.columns.push(column);
    return true;
  }

  addExtras(table) {
    const { random } = this;
    for (let i = random.between(-1, 3); i > 0; i--) {
      const extra = this.randomExtra(table);
      if (extra) table.extras.push(extra);
    }
    table.extras = random.shuffle(table.extras);
  }

  randomExtra(table) {
    const kinds = ['index', 'index', 'index', 'uniqueIndex', 'unique', 'check'];
    if (this.options.everything) kinds.push('policy');
    return this[`${this.random.pick(kinds)}Extra`](table);
  }

  plain(table, kinds) {
    return table.columns.filter((one) => !one.arrays.length && kinds.includes(one.type.kind));
  }

  indexName(table, keys) {
    // An index without a name gets one from its columns: not twice for the same ones.
    const unnamed = keys && `${table.variable} ${keys}`;
    if (unnamed && this.random.chance(0.25) && !this.names.taken.has(unnamed)) {
      this.names.taken.add(unnamed);
      return '';
    }
    return quoted(this.names.database(this.names.words('idx')));
  }

  condition(table) {
    const { random } = this;
    const column = random.pick(this.plain(table, ['integer', 'text', 'boolean', 'time', 'number']));
    if (!column) return null;
    const name = `\${t.${column.key}}`;
    const byKind = {
      integer: [`${name} > 0`, `${name} between 1 and 10`, `${name} in (1, 2)`],
      number: [`${name} >= 0`],
      text: [`${name} <> ''`, `length(${name}) > 2`, `${name} ~ '^[a-z]+$'`],
      boolean: [`${name}`, `${name} is not true`],
      time: [`${name} is not null`],
    };
    const enumLike = column.type.config.includes('enum');
    return { uses: [column.key], text: `sql\`${random.pick(enumLike ? [`${name} is not null`] : byKind[column.type.kind])}\`` };
  }

  indexExtra(table, call = 'index') {
    const { random } = this;
    const style = random.next();
    const special = this.plain(table, ['jsonb', 'tsvector', 'vector', 'halfvec', 'geometry']);
    if (call === 'index' && special.length && style < 0.35) {
      const column = random.pick(special);
      const using = {
        jsonb: random.pick([`'gin', t.${column.key}`, `'gin', t.${column.key}.op('jsonb_path_ops')`]),
        tsvector: `'gin', t.${column.key}`,
        vector: random.pick([`'hnsw', t.${column.key}.op('vector_cosine_ops')`, `'ivfflat', t.${column.key}.op('vector_l2_ops')`]),
        halfvec: `'hnsw', t.${column.key}.op('halfvec_l2_ops')`,
        geometry: `'gist', t.${column.key}`,
      }[column.type.kind];
      const options = column.type.kind.endsWith('vec') && random.chance(0.5) ? '.with({ m: 16, ef_construction: 64 })' : '';
      return { kind: call, uses: [column.key], text: `index(${this.indexName(table)}).using(${using})${options}` };
    }
    const texts = this.plain(table, ['text']).filter((one) => !one.type.config.includes('enum'));
    if (texts.length && style < 0.5) {
      const column = random.pick(texts);
      const others = this.plain(table, ['integer', 'uuid']).map((one) => `t.${one.key}`);
      const expression = random.pick([`sql\`lower(\${t.${column.key}})\``, `sql\`(\${t.${column.key}} || 'x')\``, `sql\`\${t.${column.key}} desc nulls last\``]);
      const rest = others.length && random.chance(0.4) ? random.pick(others) : null;
      return {
        kind: call, uses: [column.key, ...(rest ? [rest.slice(2)] : [])],
        text: `${call}(${this.indexName(table)}).on(${[expression, ...(rest ? [rest] : [])].join(', ')})`,
      };
    }
    const able = this.plain(table, ['integer', 'text', 'uuid', 'boolean', 'time', 'number', 'enum', 'net', 'interval']);
    if (!able.length) return null;
    const columns = random.some(able, random.between(1, Math.min(3, able.length)));
    const keys = columns.map((one) => one.key);
    const ordered = columns.every((one) => !['boolean', 'enum'].includes(one.type.kind));
    const unnamed = this.indexName(table, keys);
    const method = call === 'index' && unnamed && random.chance(0.2) ? random.pick(ordered ? ['btree', 'brin', 'hash'] : ['btree', 'hash']) : null;
    const single = method === 'hash' ? columns.slice(0, 1) : columns;
    const terms = single.map((one) => {
      let term = `t.${one.key}`;
      if (method === 'hash') return term;
      if (random.chance(0.25)) term += random.pick(['.asc()', '.desc()']);
      if (random.chance(0.2) && method !== 'brin') term += random.pick(['.nullsFirst()', '.nullsLast()']);
      if (['text'].includes(one.type.kind) && one.type.call === 'text' && method !== 'brin' && random.chance(0.2)) term += ".op('text_pattern_ops')";
      return method === 'brin' ? `t.${one.key}` : term;
    });
    const condition = random.chance(0.25) ? this.condition(table) : null;
    let text = `${call}(${unnamed})`;
    text += method ? `.using('${method}', ${terms.join(', ')})` : `.${random.chance(0.05) ? 'onOnly' : 'on'}(${terms.join(', ')})`;
    if (condition) text += `.where(${condition.text})`;
    if (random.chance(0.1) && (!method || method === 'btree')) text += '.with({ fillfactor: 70 })';
    if (random.chance(0.08)) text += '.concurrently()';
    return { kind: call, uses: [...single.map((one) => one.key), ...(condition?.uses ?? [])], text };
  }

  uniqueIndexExtra(table) {
    return this.indexExtra(table, 'uniqueIndex');
  }

  uniqueExtra(table) {
    const { random } = this;
    const able = this.plain(table, ['integer', 'text', 'uuid', 'time', 'enum']).filter((one) => !one.unique && !one.primaryKey);
    if (!able.length) return null;
    const keys = random.some(able, random.between(1, Math.min(3, able.length))).map((one) => one.key);
    const mark = `${table.variable} unique ${keys}`;
    const unnamed = random.chance(0.4) && !this.names.taken.has(mark);
    if (unnamed) this.names.taken.add(mark);
    const name = unnamed ? '' : quoted(this.names.database(this.names.words('unique')));
    return { kind: 'unique', uses: keys, text: `unique(${name}).on(${keys.map((key) => `t.${key}`).join(', ')})${random.chance(0.2) && this.options.major >= 15 ? '.nullsNotDistinct()' : ''}` };
  }

  checkExtra(table) {
    const condition = this.condition(table);
    if (!condition) return null;
    const name = quoted(this.names.database(this.names.words('check')));
    return { kind: 'check', name, uses: condition.uses, text: `check(${name}, ${condition.text})` };
  }

  policyConfig(columns, table) {
    const { random } = this;
    const roles = this.project.roles.map((one) => one.variable);
    const command = random.pick([undefined, 'all', 'select', 'insert', 'update', 'delete']);
    const truth = () => {
      const column = random.pick(columns);
      return column && random.chance(0.5) ? `sql\`\${${table}.${column.key}} is not null\`` : random.pick(['sql`true`', "sql`current_user = 'admin'`"]);
    };
    const parts = [];
    if (random.chance(0.4)) parts.push(`as: '${random.pick(['permissive', 'restrictive'])}'`);
    if (command) parts.push(`for: '${command}'`);
    if (random.chance(0.6)) parts.push(`to: ${random.pick(["'public'", "'current_user'", "['current_user', 'session_user']", ...roles, ...roles.map((one) => `[${one}, 'public']`)])}`);
    if (command !== 'insert') parts.push(`using: ${truth()}`);
    if (command !== 'select' && command !== 'delete' && (command === 'insert' || random.chance(0.5))) parts.push(`withCheck: ${truth()}`);
    return parts.length ? `, { ${parts.join(', ')} }` : '';
  }

  policyExtra(table) {
    const name = quoted(this.names.database(this.names.words('policy')));
    return { kind: 'policy', uses: table.columns.map((one) => one.key), text: `pgPolicy(${name}${this.policyConfig(this.plain(table, ['text', 'integer']), 't')})` };
  }

  addLinkedPolicy() {
    const { random } = this;
    const table = random.pick(this.project.tables);
    const words = this.names.words('policy');
    this.project.policies.push({
      variable: camel(words), table: table.variable,
      text: `pgPolicy(${quoted(this.names.database(words))}${this.policyConfig([], table.variable)}).link(${table.variable})`,
    });
  }

  // --- views ---

  addView() {
    const { random } = this;
    const words = this.names.words('view');
    const materialized = random.chance(0.35);
    const schema = this.schema();
    const call = schema ? `${schema}.${materialized ? 'materializedView' : 'view'}` : materialized ? 'pgMaterializedView' : 'pgView';
    const name = quoted(this.names.database(words));
    let options = '';
    if (materialized) {
      if (random.chance(0.3)) options += ".using('heap')";
      if (random.chance(0.4)) options += `.with({ ${random.some(['fillfactor: 90', 'autovacuumEnabled: true', 'parallelWorkers: 2', 'autovacuumVacuumScaleFactor: 0.5'], 2).join(', ')} })`;
      if (random.chance(0.2)) options += ".tablespace('pg_default')";
      if (random.chance(0.3)) options += '.withNoData()';
    } else if (random.chance(0.3)) {
      const known = ["checkOption: 'local'", 'securityBarrier: true', ...(this.options.major >= 15 ? ['securityInvoker: false'] : [])];
      options = `.with({ ${random.some(known, random.between(1, 2)).join(', ')} })`;
    }
    // A check option needs a view that can be written to.
    // A view reads keys, not cased names.
    const able = this.project.tables.filter((one) => !this.project.casing || one.columns.every((column) => column.name !== null));
    const table = random.pick(able);
    if (!table) options = '';
    const style = !table ? random.pick(['text', 'existing']) : options.includes('checkOption') ? 'rows' : random.pick(['rows', 'columns', 'join', 'text', 'existing']);
    const view = { variable: camel(words), uses: [], materialized };
    if (style === 'existing') {
      view.text = `${call}(${name}, { id: integer('id'), label: text('label') }).existing()`;
    } else if (style === 'text') {
      view.text = `${call}(${name}, { id: integer('id').notNull(), label: varchar('label', { length: 20 }) })${options}.as(sql\`select 1 as id, 'x'::varchar(20) as label\`)`;
    } else if (style === 'rows') {
      view.uses = [table.variable];
      view.text = `${call}(${name})${options}.as((qb) => qb.select().from(${table.variable}))`;
    } else if (style === 'columns') {
      view.uses = [table.variable];
      const columns = random.some(table.columns, random.between(1, table.columns.length));
      const fieldsText = columns.map((one) => `${one.key}: ${table.variable}.${one.key}`);
      fieldsText.push(`twice: sql<number>\`1 + 1\`.as('twice')`);
      const compared = columns.find((one) => one.type.call === 'text' && !one.arrays.length && !one.type.config);
      const where = compared ? `.where(eq(${table.variable}.${compared.key}, 'it''s'.slice(0, 2)))`.replace("'it''s'.slice(0, 2)", "\"it's\"") : '';
      view.text = `${call}(${name})${options}.as((qb) => qb.select({ ${fieldsText.join(', ')} }).from(${table.variable})${where})`;
    } else {
      const other = random.pick(able);
      view.uses = [table.variable, other.variable];
      const left = table.columns[0].key, right = other.columns[0].key;
      view.text = other === table
        ? `${call}(${name})${options}.as((qb) => qb.select({ total: sql<number>\`count(*)\`.as('total') }).from(${table.variable}))`
        : `${call}(${name})${options}.as((qb) => qb.select({ left: sql\`\${${table.variable}.${left}}\`.as('left_side'), right: sql\`\${${other.variable}.${right}}\`.as('right_side') }).from(${table.variable}).leftJoin(${other.variable}, sql\`true\`))`;
    }
    this.project.views.push(view);
  }
}
