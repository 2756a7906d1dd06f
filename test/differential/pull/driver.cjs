// The writer of schema.ts and relations.ts as a child process (driver.cpp).
'use strict';
const { spawn } = require('node:child_process');
const readline = require('node:readline');

class Driver {
  constructor(program) {
    this.child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.lines = readline.createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }
  async ask(question) {
    this.child.stdin.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await this.lines.next();
    if (done) throw new Error('the driver stopped');
    const answer = JSON.parse(value);
    if (answer.error) throw new Error(answer.error);
    return answer;
  }
  close() {
    this.child.stdin.end();
  }
}

module.exports = { Driver };
