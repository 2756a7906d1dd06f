// drizzle-kit's own `generate`, many times in one process: the command line program from node_modules is
// loaded with its last call (which would parse our arguments) taken out, and its command is called as it
// would call it. Starting the program anew for each schema costs half a second of CPU time.
'use strict';
const { readFileSync } = require('node:fs');
const Module = require('node:module');

const { dirname, join } = require('node:path');
const program = join(dirname(require.resolve('drizzle-kit')), 'bin.cjs');

function load() {
  const text = readFileSync(program, 'utf8');
  const call = text.lastIndexOf('\nrun([generate, ');
  if (call < 0) throw new Error(`${program} no longer ends as this file expects`);
  const loaded = new Module(program, null);
  loaded.filename = program;
  loaded.paths = Module._nodeModulePaths(program);
  loaded._compile(text.slice(0, call) + '\nmodule.exports = { generate };\n', program);
  return loaded.exports.generate;
}

let generate;

/** Runs `drizzle-kit generate` with `options` in `folder`; gives what it printed, throws if it would fail. */
async function drizzleKitGenerate(folder, options = {}) {
  generate ??= load();
  const before = { cwd: process.cwd(), exit: process.exit, log: console.log, error: console.error };
  const write = process.stdout.write;
  let said = '';
  const listen = (...words) => void (said += words.join(' ') + '\n');
  process.chdir(folder);
  let failed;
  process.exit = (code) => {
    failed ??= new Error(`drizzle-kit ends with exit code ${code}`);
    throw failed;
  };
  console.log = listen;
  console.error = (...words) => {
    failed ??= new Error('drizzle-kit reports an error');
    listen(...words.map((word) => word?.stack ?? word));
  };
  process.stdout.write = (text) => ((said += text), true);
  try {
    await generate.handler(await generate.transform({ custom: false, prefix: 'index', ...options }));
  } catch (error) {
    failed ??= error;
  } finally {
    process.stdout.write = write;
    Object.assign(console, { log: before.log, error: before.error });
    process.exit = before.exit;
    process.chdir(before.cwd);
  }
  if (failed) throw new Error(`${failed.message}\n${said}`);
  return said;
}

module.exports = { drizzleKitGenerate, program };
