// Runs the scripts of test/cli (README.md): node run.mjs BUILD FOLDER [NAME...] [--accept]
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const source = resolve(here, '../..');
const accept = process.argv.includes('--accept');
const [build, folder, ...names] = process.argv.slice(2).filter((word) => word !== '--accept');
const programs = resolve(build);
const server = process.env.SLUICE_TEST_URL;
const timeLimit = 60_000;

// { intro, steps: [{ command, out, err, code }], files: [[name, text]] }
function parse(text) {
  const [script, ...sections] = text.split(/^-- (.+) --\n/m);
  const files = [];
  for (let i = 0; i < sections.length; i += 2) files.push([sections[i], sections[i + 1]]);
  const intro = [];
  const steps = [];
  for (const line of script.split('\n')) {
    const step = steps.at(-1);
    if (line.startsWith('$ ')) steps.push({ command: line.slice(2), out: [], err: null, code: 0 });
    else if (line === '' && step) continue;
    else if (!step) intro.push(line);
    else if (line.startsWith('  ')) step.command += '\n' + line.slice(2);
    else if (line.startsWith('>')) step.out.push(line.slice(2));
    else if (line.startsWith('!')) (step.err ??= []).push(line.slice(2));
    else if (line.startsWith('? ')) step.code = Number(line.slice(2));
    else throw new Error(`not understood: ${line}`);
  }
  return { intro, steps, files };
}

function lineMatches(expected, actual) {
  if (!expected.includes('[..]')) return expected === actual;
  const pattern = expected.split('[..]').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*');
  return new RegExp(`^${pattern}$`).test(actual);
}

function matches(expected, actual) {
  if (expected.length === 0) return actual.length === 0;
  if (expected[0] === '...') {
    for (let skip = 0; skip <= actual.length; ++skip) {
      if (matches(expected.slice(1), actual.slice(skip))) return true;
    }
    return false;
  }
  return actual.length > 0 && lineMatches(expected[0], actual[0]) && matches(expected.slice(1), actual.slice(1));
}

const lines = (text) => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

function run(command, cwd, env) {
  return new Promise((done) => {
    const child = spawn('bash', ['-c', command], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.on('data', (bytes) => (out += bytes));
    child.stderr.on('data', (bytes) => (err += bytes));
    const timer = setTimeout(() => child.kill('SIGKILL'), timeLimit);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      done({ out, err, code: signal ? `signal ${signal}` : code });
    });
  });
}

function render(intro, steps, files) {
  const block = (mark, text) => text.map((line) => (line === '' ? mark : `${mark} ${line}`));
  const script = steps.flatMap((step) => [
    '$ ' + step.command.replaceAll('\n', '\n  '),
    ...block('>', step.out),
    ...block('!', step.err ?? []),
    ...(step.code === 0 ? [] : [`? ${step.code}`]),
  ]);
  return [...intro, ...script, ''].join('\n') + '\n' + files.map(([name, text]) => `-- ${name} --\n${text}`).join('');
}

// Beside the cases: it is no part of what they write.
const cache = mkdtempSync(join(tmpdir(), 'sluice-cli-cache-'));
process.on('exit', () => rmSync(cache, { recursive: true, force: true }));

let count = 0;
async function test(file) {
  const { intro, steps, files } = parse(readFileSync(file, 'utf8'));
  const work = mkdtempSync(join(tmpdir(), 'sluice-cli-'));
  chmodSync(work, 0o755);
  const env = {
    PATH: `${programs}:${process.env.PATH}`, HOME: work, XDG_CACHE_HOME: cache, LANG: 'C.UTF-8', SOURCE: source, WORK: work,
    BUILD: programs,
  };
  let database;
  if (folder === 'pg') {
    database = `sluice_cli_${process.pid}_${++count}`;
    const made = spawnSync('psql', ['-qX', server, '-c', `create database ${database}`], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(made.stderr);
    env.URL = server.replace('/postgres?', `/${database}?`);
    env.SERVER = server;
  }
  const problems = [];
  const seen = [];
  try {
    for (const [name, text] of files) {
      mkdirSync(dirname(join(work, name)), { recursive: true });
      writeFileSync(join(work, name), text);
    }
    for (const step of steps) {
      const got = await run(step.command, work, env);
      const clean = (text) => lines(
        text.replaceAll(env.URL ?? source, '$URL').replaceAll(work, '$WORK').replaceAll(source, '$SOURCE')
          .replaceAll(basename(work).toLowerCase().replaceAll('-', '_'), '$NAME'),
      );
      const out = clean(got.out);
      const err = clean(got.err);
      const fits = {
        out: matches(step.out, out), err: step.err === null || matches(step.err, err), code: step.code === got.code,
      };
      seen.push({
        command: step.command, out: fits.out ? step.out : out, code: got.code,
        err: step.err === null ? null : fits.err ? step.err : err,
      });
      if (fits.out && fits.err && fits.code) continue;
      const show = (title, text) => (text.length ? [`  ${title}`, ...text.map((line) => `    ${line}`)] : []);
      problems.push(
        [`$ ${step.command}`, ...(fits.out ? [] : [...show('expected output', step.out), ...show('output', out)]),
          ...(fits.err ? [] : show('expected errors', step.err)), ...show('errors', err),
          ...(fits.code ? [] : [`  expected exit code ${step.code}, got ${got.code}`])].join('\n'),
      );
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
    if (database) spawnSync('psql', ['-qX', server, '-c', `drop database ${database} with (force)`]);
  }
  if (accept && problems.length > 0) {
    writeFileSync(file, render(intro, seen, files));
    console.log(`accepted ${file}`);
    return true;
  }
  if (problems.length > 0) console.log(`\nFAILED ${file}\n${problems.join('\n')}`);
  return problems.length === 0;
}

if (folder === 'pg' && !server) throw new Error('SLUICE_TEST_URL is not set: see test/cluster');
if (!existsSync(join(programs, 'sluice'))) throw new Error(`no sluice in ${programs}`);
const cases = readdirSync(join(here, folder))
  .filter((name) => name.endsWith('.test') && (names.length === 0 || names.some((part) => name.includes(part))))
  .sort();
let failed = 0;
let next = 0;
await Promise.all(
  [1, 2].map(async () => {
    while (next < cases.length) {
      const name = cases[next++];
      let passed = false;
      try {
        passed = await test(join(here, folder, name));
      } catch (problem) {
        console.log(`\nFAILED ${name}: ${problem.message}`);
      }
      if (!passed) ++failed;
    }
  }),
);
console.log(`${cases.length - failed} of ${cases.length} cases passed`);
process.exit(failed === 0 && cases.length > 0 ? 0 : 1);
