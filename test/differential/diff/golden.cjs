// The cases of test/cases/diff: before.ts, after.ts, hints.json and the migration that leads from one to the other.
//   node golden.cjs SLUICE URL... [--only NAME]... [--accept] [--strict]
// What `sluice generate` writes is expected.sql; on each server it leads to the schema; and it is drizzle-kit's text
// unless that does not; and its .down.sql leads back, from where it leads there again. --accept writes expected.sql where that holds. A case without one is open: a failure with
// --strict. "PostgreSQL 15" in the first line of after.ts leaves older servers out.
'use strict';
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { classOf } = require('./classes.cjs');
const { Judge } = require('./judge.cjs');
const kit = require('./kit.cjs');

const cases = path.resolve(__dirname, '../../cases/diff');
const breakpoint = '--> statement-breakpoint';
const nextFile = '\n-- the next migration\n';
const read = (...parts) => fs.readFileSync(path.join(...parts), 'utf8');
const statements = (sql) => (sql ? sql.split(breakpoint) : []);

function generate(sluice, folder, schema, out, flags) {
  const { status, stderr } = spawnSync(sluice, ['generate', '-q', '--no-cache', '--dialect', 'postgresql', '--schema', schema, '--out', out, '--name', 'case', ...flags],
    { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr.trim());
}
// The SQL of every migration of a folder.
function migrations(out, ending = '.sql') {
  if (!fs.existsSync(out)) return [];
  const { entries } = JSON.parse(read(out, 'meta', '_journal.json'));
  return entries.map(({ tag }) => path.join(out, `${tag}${ending}`)).filter((one) => fs.existsSync(one)).map((one) => read(one));
}
const snapshot = (out, number) => JSON.parse(read(out, 'meta', `${String(number).padStart(4, '0')}_snapshot.json`));

// What is generated for a case: the way to either schema from nothing, and the ways between them.
function build(sluice, folder) {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'sluice-golden-'));
  try {
    const hints = fs.existsSync(path.join(folder, 'hints.json')) ? ['--hints-file', 'hints.json'] : [];
    generate(sluice, folder, 'before.ts', `${work}/out`, []);
    generate(sluice, folder, 'after.ts', `${work}/out`, ['--no-renames', '--down', ...hints]);
    generate(sluice, folder, 'after.ts', `${work}/fresh`, []);
    const [before, ...files] = migrations(`${work}/out`);
    const [after] = migrations(`${work}/fresh`);
    return { before, files, back: migrations(`${work}/out`, '.down.sql').reverse(), after, snapshots: [snapshot(`${work}/out`, 0), snapshot(`${work}/${files.length ? 'out' : 'fresh'}`, files.length)] };
  } finally {
    fs.rmSync(work, { recursive: true });
  }
}

const hintsOf = (folder) => (fs.existsSync(path.join(folder, 'hints.json')) ? JSON.parse(read(folder, 'hints.json')) : []);

// Of these drizzle-kit never asks: it drops and makes them anew.
const unasked = ['index', 'unique', 'check', 'primary_key', 'foreign key', 'enum_value'];

// Nor what takes the name of something that was there.
const wasThere = (before, { kind, to }) => to.join('.') in ({ schema: before.schemas, table: before.tables }[kind] ?? {});

function theirs(folder, [before, after]) {
  const renames = hintsOf(folder).map(({ from, to }) => `${from.join('.')}->${to.join('.')}`);
  return kit.diff(before, after, kit.accepting(renames));
}

async function examine(sluice, judges, name, accept) {
  const folder = path.join(cases, name);
  const made = build(sluice, folder);
  const got = made.files.join(nextFile);
  const asked = Number(/PostgreSQL (\d+)/.exec(read(folder, 'after.ts').split('\n')[0])?.[1] ?? 0);
  const { statements: kitStatements, crash } = await theirs(folder, made.snapshots);
  const same = !crash && kitStatements.join(`${breakpoint}\n`) === got;
  const wrong = [];
  let kitWrong = crash ? 'crashes' : undefined;
  if (hintsOf(folder).some((hint) => unasked.includes(hint.kind) || wasThere(made.snapshots[0], hint))) kitWrong ??= 'differ knows no such rename';
  const [before, after] = [statements(made.before), statements(made.after)];
  await Promise.all(judges.filter((one) => one.major >= asked).map(async (judge) => {
    const [way, verdict] = (await judge.journey(before, made.files.map(statements), made.back.map(statements), after)).at(-1);
    if (verdict.is !== 'right') wrong.push(`${way} on PostgreSQL ${judge.major}: ${verdict.why}`, ...(way === 'up' ? [] : made.back));
    if (same || crash) return;
    const other = await judge.verdict(before, statements(kitStatements.join(breakpoint)), after);
    if (other.is !== 'right') kitWrong ??= classOf(other);
  }));
  if (wrong.length) return { is: 'wrong', why: [...wrong, got] };
  if (!same && !kitWrong) return { is: 'wrong', why: ['drizzle-kit is right and this is another text', got, '--- drizzle-kit', ...kitStatements] };
  const expected = path.join(folder, 'expected.sql');
  if (accept) fs.writeFileSync(expected, got);
  if (!fs.existsSync(expected)) return { is: 'open', why: ['right, and there is no expected.sql', got] };
  if (read(expected) !== got) return { is: 'wrong', why: ['not expected.sql', got] };
  return { is: same ? 'equal' : 'kit wrong', about: kitWrong };
}

async function main() {
  const { values, positionals: [sluice, ...urls] } = parseArgs({ allowPositionals: true, options: {
    only: { type: 'string', multiple: true }, accept: { type: 'boolean', default: false }, strict: { type: 'boolean', default: false } } });
  const judges = [];
  for (const url of urls) judges.push(await new Judge(url, { by: 'best' }).open());
  const count = {};
  for (const name of values.only ?? fs.readdirSync(cases).sort()) {
    const found = await examine(path.resolve(sluice), judges, name, values.accept).catch((error) => ({ is: 'wrong', why: [error.message] }));
    const known = found.is === 'wrong' && !fs.existsSync(path.join(cases, name, 'expected.sql'));
    const is = known ? 'open' : found.is;
    count[is] = (count[is] ?? 0) + 1;
    if (found.why) console.log(`${name}: ${is}\n  ${found.why.join('\n').replaceAll('\n', '\n  ')}\n`);
    else if (found.about) console.log(`${name}: drizzle-kit's ${found.about}`);
    if (is === 'wrong' || (is === 'open' && values.strict)) process.exitCode = 1;
  }
  for (const judge of judges) await judge.close();
  console.log(`PostgreSQL ${judges.map((one) => one.major).join(', ')}: ${Object.entries(count).map(([what, many]) => `${many} ${what}`).join(', ')}`);
}

main();
