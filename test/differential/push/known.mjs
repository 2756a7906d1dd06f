// Where drizzle-kit's push is wrong, by class. run.mjs has proven by then that the database is the one that drizzle-kit's own
// migrations make. What it would still do there is noise if it leaves the database as it is; what changes it is known by name.
const classes = [
  [/ SET DATA TYPE /, "takes a type for another where PostgreSQL spells it otherwise: char, uuid[3], timestamp (3)"],
  [/ (SET|DROP) DEFAULT/, "takes a default for another where PostgreSQL prints it otherwise: 0 and '0', casts, brackets"],
  [/^(DROP INDEX|CREATE (UNIQUE )?INDEX) /, "takes an index for another where it has an expression, a condition, options or an operator class"],
  [/ (ADD|DROP) CONSTRAINT "[^"]{60,}"/, 'does not know that PostgreSQL cuts long names'],
  [/ (DROP CONSTRAINT "[^"]*_unique"|ADD CONSTRAINT .* UNIQUE)/, 'does not read NULLS NOT DISTINCT'],
  [/ (DROP CONSTRAINT|ADD CONSTRAINT .* (PRIMARY KEY|FOREIGN KEY|CHECK))/s, 'takes a constraint for another'],
  [/ (SET|DROP) NOT NULL/, 'takes NOT NULL from the words of the schema where the key or the identity says it'],
  [/ (ADD|DROP|SET) (GENERATED|IDENTITY|EXPRESSION|MINVALUE|MAXVALUE|INCREMENT|START|CACHE|CYCLE|NO CYCLE)/, 'takes an identity or a generated column for another'],
  [/^alter table .* drop column|GENERATED ALWAYS AS \(/is, 'takes an identity or a generated column for another'],
  [/^(ALTER|CREATE|DROP) SEQUENCE /, 'takes a sequence for another, or does not see whose it is'],
  [/^(ALTER|CREATE|DROP) POLICY /, 'takes a policy for another where PostgreSQL prints it otherwise'],
  [/ (ENABLE|DISABLE) ROW LEVEL SECURITY/, 'forgets the row level security of a table with policies elsewhere'],
  [/^(ALTER|CREATE|DROP) (MATERIALIZED )?VIEW /, 'takes a view for another where PostgreSQL prints it otherwise'],
  [/^(ALTER|CREATE|DROP) ROLE /, 'takes a role for another'],
  [/^CREATE SCHEMA |^DROP SCHEMA /, 'does not see an empty schema'],
];

/** {known: class names, unknown: lines} of what drizzle-kit did (`different`: in the catalog), or why it failed. */
export function explain(kit, different) {
  if (kit.failed && kit.statements.length === 0) return { known: [], unknown: [kit.failed] };
  if (kit.statements.length === 0) return { known: [], unknown: different };
  if (different.length === 0) return { known: [kit.failed ? 'fails at what is there' : 'does again what is there'], unknown: [] };
  const known = [];
  const unknown = [];
  for (const statement of kit.statements) {
    const found = classes.find(([pattern]) => pattern.test(statement));
    if (found) known.push(found[1]);
    else unknown.push(statement);
  }
  return { known: [...new Set(known)], unknown };
}

/** Whether a push ended with the same refusal of PostgreSQL. */
export const refusedBy = (pushed, sqlstate) => pushed.error?.sqlstate === sqlstate || pushed.error?.code === 'SCHEMA.INVALID';
