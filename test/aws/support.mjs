// What the tests here share: programs run without blocking, a folder of their own, checks that are
// counted.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { spawn } from 'node:child_process';

export const python = '/usr/bin/python3';  // the one that has Debian's awscli
export const aws = '/usr/bin/aws';

// Nothing of whoever runs the test: no variable AWS_*, no home folder, no proxy.
export function clean_environment(home, more = {}) {
  const environment = { PATH: process.env.PATH, LANG: 'C.UTF-8', HOME: home, TZ: 'UTC', AWS_EC2_METADATA_DISABLED: 'true', ...more };
  for (const [name, value] of Object.entries(environment)) if (value === undefined) delete environment[name];
  return environment;
}

// { status, out (Buffer), err }
export function run(program, words, env, { input, lines } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(program, words, { env, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
    const out = [], err = [];
    child.stdout.on('data', (part) => out.push(part));
    child.stderr.on('data', (part) => { err.push(part); lines?.(String(part)); });
    child.on('error', fail);
    child.on('close', (status) => done({ status, out: Buffer.concat(out), err: String(Buffer.concat(err)) }));
    if (input !== undefined) child.stdin.end(input);
  });
}

export const json_lines = (text) => String(text).split('\n').filter(Boolean).map((line) => JSON.parse(line));

export function temporary_folder(name) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `sluice-${name}-`));
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

let checks = 0;
export const check = (what, actual, expected) => { assert.deepEqual(actual, expected, what); checks += 1; };
export const check_that = (what, holds) => { assert.ok(holds, what); checks += 1; };
export function finish(name) { console.log(`${name}: ${checks} checks`); process.exit(0); }
