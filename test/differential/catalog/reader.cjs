// The reader as a child process (driver.cpp).
'use strict';
const { spawn } = require('node:child_process');
const readline = require('node:readline');

class Reader {
  constructor(program) {
    this.child = spawn(program, [], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.lines = readline.createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }
  // { snapshot, statements }, or { error }.
  async read(url, wanted, roles) {
    this.child.stdin.write(`${JSON.stringify({ url, wanted, roles })}\n`);
    const { value, done } = await this.lines.next();
    if (done) throw new Error('the driver stopped');
    const found = JSON.parse(value);
    if (found.snapshot) found.snapshot = JSON.parse(found.snapshot);
    return found;
  }
  close() {
    this.child.stdin.end();
  }
}

module.exports = { Reader };
