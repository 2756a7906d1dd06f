// A database as pg_dump --schema-only writes it, one object an element; the order of a table's columns, and of the
// options in a WITH, aside.
'use strict';
const { execFile } = require('node:child_process');
const fs = require('node:fs');
const { promisify } = require('node:util');

const folder = '/usr/lib/postgresql';
const run = promisify(execFile);

// pg_dump reads servers up to its own version.
function programFor(major) {
  const versions = fs.existsSync(folder) ? fs.readdirSync(folder).map(Number).filter((one) => one >= major) : [];
  return versions.sort((a, b) => a - b).map((one) => `${folder}/${one}/bin/pg_dump`).find((one) => fs.existsSync(one));
}

const sortColumns = (text) => text.replace(/^(CREATE TABLE [^\n]* \(\n)([\s\S]*?)(^\))/gm, (all, open, body, close) =>
  `${open}${body.split('\n').filter((line) => line).map((line) => line.replace(/,$/, '')).sort().join('\n')}\n${close}`);

// Options stand in the order in which they were set.
const sortOptions = (text) => text.replace(/^(WITH \()(.*)(\) AS)$/gm, (all, open, options, close) => open + options.split(', ').sort().join(', ') + close);

// Roles stand in the order of the server's own table, which changes with them.
const sortRoles = (text) => text.replace(/^(CREATE POLICY .*? TO )(.*?)((?: USING | WITH CHECK |;).*)$/gm,
  (all, open, roles, close) => open + roles.split(', ').sort().join(', ') + close);

// Objects stand behind a comment with their name and type; before the first are settings of the session.
// Where objects depend on nothing of each other, their order is that of their ids.
async function dump(program, url) {
  const { stdout } = await run(program, ['--schema-only', url], { maxBuffer: 1 << 28 });
  const [, ...objects] = sortRoles(sortOptions(sortColumns(stdout))).split(/^--\n-- Name: /m);
  return objects.map((one) => one.replace(/^\\(un)?restrict .*\n/gm, '').replace(/\n--\n-- PostgreSQL database dump complete\n[\s\S]*$/, '').trimEnd()).sort();
}

module.exports = { dump, programFor };
