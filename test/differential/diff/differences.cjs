// The differences that are meant, by name: where drizzle-kit's SQL fails on PostgreSQL or does not reach
// the schema. A rule explains statements that only one side has; what it can't explain has no name.
// test/unit/ddl has a test for each.
'use strict';

const column = (statement) => /(?:ALTER COLUMN|drop column|ADD COLUMN|ADD PRIMARY KEY) \(?"([^"]*)"/.exec(statement)?.[1];
const newNames = (made) => new Set(made.renames.map((one) => one.split('->')[1].split('.').pop()));
const renamesSchema = (made) => made.renames.some((one) => !one.includes('.'));
const moves = (made) => made.renames.some((one) => {
  const [from, to] = one.split('->').map((name) => name.split('.'));
  return from.length === 2 && from[0] !== to[0];
});

const rules = [
  { name: '"undefined" as the schema of a type', kit: /SET DATA TYPE "undefined"\./, ours: /SET DATA TYPE "/ },
  { name: 'a renamed column keeps its other changes', ours: (one, made) => newNames(made).has(column(one)) },
  { name: 'the primary key of a column is dropped', kit: /^\/\* \n {4}Unfortunately/, ours: /DROP CONSTRAINT "[^"]*_pkey";$/ },
  { name: 'the primary key of a renamed column is dropped', ours: /DROP CONSTRAINT "[^"]*_pkey";$/, when: (made) => made.renames.length },
  { name: 'a foreign key went with the table it points to', kit: /DROP CONSTRAINT "[^"]*";\n$/ },
  { name: 'NOT NULL beside an identity', ours: /ALTER COLUMN "[^"]*" (SET|DROP) NOT NULL;$/ },
  { name: 'a sequence that no longer cycles', kit: /^ALTER SEQUENCE /, ours: /^ALTER SEQUENCE .* NO CYCLE;$/ },
  { name: 'a policy whose condition is taken away', kit: /^ALTER POLICY .*;$/, ours: /^(DROP|CREATE) POLICY / },
  { name: 'a role that needs quotes in ALTER POLICY', kit: /^ALTER POLICY /, ours: /^ALTER POLICY .* TO [^(]*"/ },
  { name: 'a renamed policy keeps its other changes', ours: /^ALTER POLICY .* TO /, when: (made) => made.renames.length },
  { name: 'a default that is 0 or false beside a new type', ours: /SET DEFAULT (0|false);$/ },
  { name: 'an operator class with an order', kit: /^CREATE .*INDEX /, ours: /^CREATE .*INDEX .*_ops.* (DESC|NULLS)/ },
  { name: 'an enum named like a known type, in a schema', kit: /_kind|text_style/, ours: /"\."(time_kind|text_style)/ },
  { name: 'a new column is not there yet when its enum is made anew', kit: /ALTER COLUMN "[^"]*" SET (DATA TYPE|DEFAULT) / },
  { name: 'a view in a renamed schema', kit: /^(CREATE|DROP|ALTER) (MATERIALIZED )?VIEW /, ours: /^(CREATE|DROP|ALTER) (MATERIALIZED )?VIEW /, when: renamesSchema },
  { name: 'a view in a renamed schema', kit: /^(CREATE|DROP|ALTER) (MATERIALIZED )?VIEW /, when: renamesSchema },
  { name: 'a renamed view that can not be altered is made anew', kit: /^(CREATE|DROP|ALTER) (MATERIALIZED )?VIEW /, ours: /^(CREATE|DROP|ALTER) (MATERIALIZED )?VIEW /, when: (made) => made.renames.length },
  { name: 'a view is dropped as what it was', kit: /^DROP (MATERIALIZED )?VIEW /, ours: /^DROP (MATERIALIZED )?VIEW / },
  { name: 'a foreign key goes and comes back with the key it points to', ours: /^ALTER TABLE .* (DROP CONSTRAINT "[^"]*";\n|ADD CONSTRAINT .* FOREIGN KEY )/ },
  { name: 'a column whose enum is another one of that name', ours: /ALTER COLUMN "[^"]*" (SET DATA TYPE .* USING .*::text::|DROP DEFAULT;|SET DEFAULT )/ },
  { name: 'row level security of a moved table', kit: /ROW LEVEL SECURITY;$/, when: moves },
  { name: 'a moved object keeps its other changes', ours: () => true, when: moves },
];

const matches = (rule, statement, made) => (rule instanceof RegExp ? rule.test(statement) : rule(statement, made));

// The names, or none when something is left without one.
function kinds(kit, ours, made) {
  let onlyKit = kit.filter((one) => !ours.includes(one));
  let onlyOurs = ours.filter((one) => !kit.includes(one));
  if (!onlyKit.length && !onlyOurs.length) return ['the order that dependencies ask for'];
  const names = new Set();
  for (const rule of rules) {
    if (rule.when && !rule.when(made)) continue;
    const restKit = rule.kit ? onlyKit.filter((one) => !matches(rule.kit, one, made)) : onlyKit;
    const restOurs = rule.ours ? onlyOurs.filter((one) => !matches(rule.ours, one, made)) : onlyOurs;
    const used = (!rule.kit || restKit.length < onlyKit.length) && (!rule.ours || restOurs.length < onlyOurs.length);
    if (!used) continue;
    names.add(rule.name);
    onlyKit = restKit;
    onlyOurs = restOurs;
  }
  return onlyKit.length || onlyOurs.length ? [] : [...names];
}

module.exports = { kinds };
