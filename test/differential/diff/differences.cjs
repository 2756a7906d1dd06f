// The differences that are meant, by name: where drizzle-kit's SQL fails on PostgreSQL or does not reach
// the schema. A rule explains statements that only one side has; what it can't explain has no name.
'use strict';

const rules = [
  { name: '"undefined" as the schema of a type', kit: /SET DATA TYPE "undefined"\./, ours: /SET DATA TYPE "/ },
  { name: 'the primary key of a column is dropped', kit: /^\/\* \n {4}Unfortunately/, ours: /DROP CONSTRAINT "[^"]*_pkey";$/ },
  { name: 'a foreign key went with the table it points to', kit: /DROP CONSTRAINT "[^"]*";\n$/ },
  { name: 'NOT NULL beside an identity', ours: /ALTER COLUMN "[^"]*" (SET|DROP) NOT NULL;$/ },
  { name: 'a sequence that no longer cycles', kit: /^ALTER SEQUENCE /, ours: /^ALTER SEQUENCE .* NO CYCLE;$/ },
  { name: 'a policy whose condition is taken away', kit: /^ALTER POLICY .*;$/, ours: /^(DROP|CREATE) POLICY / },
  { name: 'a role that needs quotes in ALTER POLICY', kit: /^ALTER POLICY /, ours: /^ALTER POLICY .* TO [^(]*"/ },
  { name: 'a falsy default beside a new type', ours: /SET DEFAULT (0|false);$/ },
  { name: 'an operator class with an order', kit: /^CREATE .*INDEX /, ours: /^CREATE .*INDEX .*_ops.* (DESC|NULLS)/ },
  { name: 'an enum named like a known type, in a schema', kit: /_kind|text_style/, ours: /"\."(time_kind|text_style)/ },
  { name: 'a new column is not there yet when its enum is made anew', kit: /ALTER COLUMN "[^"]*" SET (DATA TYPE|DEFAULT) / },
];

// The names, or none when something is left without one.
function kinds(kit, ours) {
  let onlyKit = kit.filter((one) => !ours.includes(one));
  let onlyOurs = ours.filter((one) => !kit.includes(one));
  if (!onlyKit.length && !onlyOurs.length) return ['the order that dependencies ask for'];
  const names = [];
  for (const rule of rules) {
    const restKit = onlyKit.filter((one) => !rule.kit?.test(one));
    const restOurs = onlyOurs.filter((one) => !rule.ours?.test(one));
    const used = (!rule.kit || restKit.length < onlyKit.length) && (!rule.ours || restOurs.length < onlyOurs.length);
    if (!used) continue;
    names.push(rule.name);
    onlyKit = restKit;
    onlyOurs = restOurs;
  }
  return onlyKit.length || onlyOurs.length ? [] : names;
}

module.exports = { kinds };
