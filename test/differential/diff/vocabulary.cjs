// Names, types and expressions that random databases are made of.
'use strict';

const words = ['id', 'name', 'title', 'createdAt', 'state', 'amount', 'remark', 'owner', 'code', 'kind',
  'total', 'email', 'userId', 'order', '2', 'due_at', 'Mixed Case', 'parent', 'rank', 'body',
  'a_column_with_a_name_that_is_long_by_itself', 'note',
  'a_column_with_a_name_that_is_longer_than_what_the_server_keeps_of_it'];
const nouns = ['users', 'posts', 'orders', 'tags', 'userRoles', 'audit_log', 'item', 'group', 'team', 'note',
  'a_table_with_a_name_that_is_long'];
const enumNames = ['status', 'mood', 'orderState', 'time_kind', 'level', 'text_style',
  'an_enum_with_a_name_that_is_longer_than_what_the_server_keeps_of_it'];
const enumValues = ['new', 'open', 'done', 'on hold', 'a', 'b', 'c', 'late', 'Gone', 'x1', "it's"];
const schemaNames = ['app', 'Data', 'extra'];

// `group`: what PostgreSQL converts among by itself. `family`: what a foreign key can join.
const types = [
  { type: 'integer', group: 'number', family: 'whole', defaults: [0, 1, 42, -1] },
  { type: 'bigint', group: 'number', family: 'whole', defaults: [0, 7, '9007199254740993'] },
  { type: 'smallint', group: 'number', family: 'whole', defaults: [0, 3] },
  { type: 'numeric(10, 2)', group: 'number', defaults: ["'1.5'", "'0'"] },
  { type: 'numeric', group: 'number', defaults: ["'2'"] },
  { type: 'real', group: 'number', defaults: [1.5] },
  { type: 'double precision', group: 'number', defaults: [0.25] },
  { type: 'text', group: 'text', family: 'text', defaults: ["'a'", "''", "'it''s'"] },
  { type: 'varchar(255)', group: 'text', family: 'text', defaults: ["'v'"] },
  { type: 'varchar(64)', group: 'text', family: 'text', defaults: ["'v'"] },
  { type: 'varchar', group: 'text', family: 'text', defaults: ["'w'"] },
  { type: 'char(3)', group: 'text', defaults: ["'abc'"] },
  { type: 'boolean', group: 'boolean', defaults: [true, false] },
  { type: 'timestamp', group: 'time', defaults: ['now()', 'CURRENT_TIMESTAMP'] },
  { type: 'timestamp (3)', group: 'time', defaults: ['now()'] },
  { type: 'timestamp(3)', group: 'time', defaults: ['now()'] },
  { type: 'timestamp with time zone', group: 'time', defaults: ['now()', "'2024-01-01 00:00:00+00'"] },
  { type: 'timestamp (6) with time zone', group: 'time', defaults: ['now()'] },
  { type: 'date', group: 'time', defaults: ['now()', "'2024-02-29'"] },
  { type: 'time', group: 'clock', defaults: ['now()'] },
  { type: 'time with time zone', group: 'clock', defaults: [] },
  { type: 'interval', group: 'interval', defaults: ["'1 day'"] },
  { type: 'uuid', group: 'uuid', family: 'uuid', defaults: ['gen_random_uuid()'] },
  { type: 'jsonb', group: 'jsonb', defaults: ["'{}'::jsonb", `'{"a":1}'::jsonb`] },
  { type: 'json', group: 'json', defaults: ["'[]'::json"] },
  { type: 'text[]', group: 'list', defaults: ["'{}'", `'{"a","b"}'`] },
  { type: 'varchar(20)[]', group: 'list', defaults: ["'{}'"] },
  { type: 'integer[]', group: 'numbers', defaults: ["'{1,2}'"] },
  { type: 'integer[][]', group: 'numbers', defaults: ["'{}'"] },
  { type: 'inet', group: 'inet', defaults: ["'10.0.0.1'"] },
  { type: 'cidr', group: 'inet', defaults: [] },
  { type: 'macaddr', group: 'macaddr', defaults: [] },
  { type: 'bit(3)', group: 'bit', defaults: [] },
  { type: 'point', group: 'point', defaults: ["'(1,2)'"] },
  { type: 'bytea', group: 'bytea', defaults: [] },
];
const serials = ['serial', 'bigserial', 'smallserial'].map((type) => ({ type, group: 'serial', family: 'whole', defaults: [] }));
const typeNamed = (name) => [...types, ...serials].find((one) => one.type === name);
const groupOf = (type) => (type.enumType ? (type.array ? 'enums' : 'enum') : type.group);

const uncomparable = new Set(['json', 'point']);
const isComparable = (type) => !uncomparable.has(groupOf(type));

// A condition on a column that suits its type, so that it still holds water when the type changes.
function condition(column, text, weight) {
  const group = groupOf(column.type);
  if (group === 'number' || group === 'serial') return `${text} > ${weight}`;
  if (group === 'text') return `length(${text}) > ${weight % 3}`;
  if (group === 'boolean') return `${text} = ${weight % 2 ? 'true' : 'false'}`;
  if (group === 'enum') return weight % 2 ? `${text} = '${column.type.enumType.values[0].replaceAll("'", "''")}'` : `${text} is not null`;
  if (group === 'list' || group === 'numbers' || group === 'enums') return `cardinality(${text}) < ${weight}`;
  if (group === 'jsonb') return `${text} ? 'key'`;
  return weight % 2 ? `${text} is not null` : `${text} is not null or ${weight} > 1`;
}

// An expression over a column with the type of another.
function computed(from, to, text) {
  const group = groupOf(to.type);
  const given = from && groupOf(from.type);
  if (group === 'number') return given === 'number' ? `${text} * 2` : '1 + 1';
  if (group === 'text') return given === 'text' ? `upper(${text})` : `'a' || 'b'`;
  return undefined;
}

// An index expression over a column; immutable.
function indexed(column, text) {
  const group = groupOf(column.type);
  if (group === 'text') return `lower(${text})`;
  if (group === 'number' || group === 'serial') return `(${text} + 1)`;
  if (group === 'list') return `cardinality(${text})`;
  return undefined;
}

// Ways to index a column: the method and its operator classes.
function methods(column) {
  const group = groupOf(column.type);
  const out = [];
  if (isComparable(column.type)) out.push({ method: 'btree', opclasses: column.type.type === 'text' ? ['text_pattern_ops', 'text_ops'] : [] }, { method: 'hash', opclasses: [] });
  if (['number', 'time', 'uuid'].includes(group)) out.push({ method: 'brin', opclasses: [] });
  if (group === 'jsonb') out.push({ method: 'gin', opclasses: ['jsonb_path_ops', 'jsonb_ops'] });
  if (group === 'list' || group === 'numbers') out.push({ method: 'gin', opclasses: [] });
  if (group === 'inet') out.push({ method: 'gist', opclasses: ['inet_ops'], must: true });
  if (group === 'point') out.push({ method: 'gist', opclasses: [] });
  return out.filter((one) => !(group === 'bit' && one.method === 'hash'));
}

module.exports = { computed, condition, enumNames, enumValues, groupOf, indexed, isComparable, methods, nouns, schemaNames, serials, typeNamed, types, words };
