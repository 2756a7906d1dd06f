// The differ as a child process (driver.cpp): two snapshots in, statements out.
'use strict';
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const readline = require('node:readline');

const empty = {
  id: '00000000-0000-4000-8000-000000000000', prevId: '00000000-0000-0000-0000-000000000000', version: '7',
  dialect: 'postgresql', tables: {}, enums: {}, schemas: {}, sequences: {}, roles: {}, policies: {}, views: {},
  _meta: { schemas: {}, tables: {}, columns: {} } };

class Driver {
  constructor(program) {
    this.child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.lines = readline.createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }
  // The statements, or a list for each of several migrations, or `{ error }`; with `down`, those of the way back. `hints`: answers to what is never asked.
  // With `hazards`, objects { sql, hazards }.
  async diff(before, after, renames = [], down = false, hints = [], hazards = false) {
    if (!this.child.stdin.write(`${JSON.stringify({ before, after, renames, down, hints, hazards })}\n`)) await once(this.child.stdin, 'drain');
    const { value, done } = await this.lines.next();
    if (done) throw new Error('the driver stopped');
    return JSON.parse(value);
  }
  close() {
    this.child.stdin.end();
  }
}

// The lists of one or more migrations.
const migrations = (statements) => (Array.isArray(statements[0]) ? statements : [statements]);

module.exports = { Driver, empty, migrations };
