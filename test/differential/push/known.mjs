// Where drizzle-kit's push is wrong, by class. run.mjs has proven by then that the database is the one that drizzle-kit's own
// migrations make. What it would still do there is noise if it leaves the database as it is; what it breaks is known by the
// line of the catalog that is another and by the statement that did it.
const classes = [
  [/^[-+] column .* not_null=/, / DROP NOT NULL/, 'takes NOT NULL from a serial column or one of the key'],
  [/^[-+] relation .* rls=/, / DISABLE ROW LEVEL SECURITY/, 'puts off the row level security that it put on for policies'],
  [/^\+ constraint \S*\.\S{60,} /, / DROP CONSTRAINT "[^"]{60,}"/, 'drops a constraint whose name PostgreSQL has cut, and ends before it is back'],
];

/** {known: class names, unknown: lines} of what drizzle-kit did (`different`: lines of the catalog), or why it failed. */
export function explain(kit, different) {
  if (kit.failed && kit.statements.length === 0) return { known: [], unknown: [kit.failed] };
  if (different.length === 0 && kit.statements.length === 0) return { known: [], unknown: [] };
  if (different.length === 0) return { known: [kit.failed ? 'fails at what is there' : 'does again what is there'], unknown: [] };
  const known = [];
  const unknown = [];
  for (const line of different) {
    const found = classes.find(([what, by]) => what.test(line) && kit.statements.some((one) => by.test(one)));
    if (found) known.push(found[2]);
    else unknown.push(line);
  }
  return { known: [...new Set(known)], unknown: unknown.length ? [...unknown, 'by:', ...kit.statements] : [] };
}

/** Whether a push ended with the same refusal of PostgreSQL. */
export const refusedBy = (pushed, sqlstate) => pushed.error?.sqlstate === sqlstate || pushed.error?.code === 'SCHEMA.INVALID';
