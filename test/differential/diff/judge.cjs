// Says of SQL between two schemas whether it applies on PostgreSQL and ends in the database that the newer schema
// has when it is built afresh. By pg_dump (`by: 'dump'`), by the catalog, or by both, which then must agree;
// 'best' is both where there is a pg_dump for the server.
'use strict';
const { Client } = require('pg');
const { catalog } = require('./catalog.cjs');
const { migrations } = require('./driver.cjs');
const { dump, programFor } = require('./dump.cjs');

const shim = `create schema auth; create table auth.users (id int); create table auth.sessions (id int);`;
const clean = `do $$ declare one text; begin
  for one in select quote_ident(nspname) from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' loop
    execute 'drop schema ' || one || ' cascade';
  end loop;
  for one in select quote_ident(rolname) from pg_roles where oid >= 16384 loop execute 'drop role ' || one; end loop;
  create schema public;
end $$`;
const rolesLock = 7385;

const failure = (error, statement) => ({ code: error.code, message: error.message, statement });
const changesRoles = (list) => list.flat().some((one) => /\brole\b/i.test(one));

class Judge {
  constructor(url, { by = 'catalog' } = {}) {
    this.url = url;
    this.by = by;
    this.name = `judge_${process.pid}_${Judge.made++}`;
    this.main = new Client({ connectionString: url });
  }
  static made = 0;

  async open() {
    await this.main.connect();
    await this.main.query(`create database ${this.name} template template0`);
    this.own = this.url.replace(/^(\w+:\/\/[^/]*\/)[^?]*/, `$1${this.name}`);
    this.client = new Client({ connectionString: this.own });
    await this.client.connect();
    await this.locked(false, () => this.client.query(clean));
    this.major = Math.floor((await this.client.query('show server_version_num')).rows[0].server_version_num / 10000);
    this.program = programFor(this.major);
    if (this.by === 'best') this.by = this.program ? 'both' : 'catalog';
    if (this.by !== 'catalog' && !this.program) throw new Error(`no pg_dump for PostgreSQL ${this.major}`);
    return this;
  }
  async close() {
    await this.client.end();
    await this.main.query(`drop database ${this.name} with (force)`);
    await this.main.end();
  }

  // Roles belong to the whole server: who changes them is alone with it.
  async locked(alone, work) {
    const kind = alone ? '' : '_shared';
    await this.main.query(`select pg_advisory_lock${kind}(${rolesLock})`);
    try {
      return await work();
    } finally {
      await this.main.query(`select pg_advisory_unlock${kind}(${rolesLock})`);
    }
  }

  // What the first statement that fails has to say, if one does.
  async apply(statements) {
    for (const one of statements) {
      try {
        await this.client.query(one);
      } catch (error) {
        return failure(error, one);
      }
    }
    return undefined;
  }
  // Runs one file as a migrator does: in a transaction, unless it holds what refuses to run in one.
  async file(statements) {
    if (statements.some((one) => /\bINDEX CONCURRENTLY\b/.test(one))) return this.apply(statements);
    await this.client.query('begin');
    const failed = await this.apply(statements);
    await this.client.query(failed ? 'rollback' : 'commit');
    return failed;
  }
  // What the database holds, as far as each judge sees it.
  async state() {
    const out = {};
    if (this.by !== 'dump') {
      await this.client.query('begin');
      out.catalog = await catalog(this.client);
      await this.client.query('rollback');
    }
    if (this.by !== 'catalog') out.dump = await dump(this.program, this.own);
    return out;
  }
  // The state after all files, or the failure and the name of the file.
  async after(files) {
    try {
      for (const [name, statements] of files) {
        const failed = await this.file(statements);
        if (failed) return { failed: name, ...failed };
      }
      return { state: await this.state() };
    } finally {
      await this.client.query(clean);
    }
  }

  // `is`: "right", "differs" or "fails" and `why`; "unjudged" where a schema can not be built at all. `statements`
  // is one migration, or several: a list of lists.
  async verdict(createBefore, statements, createAfter) {
    const files = migrations(statements);
    return this.locked(changesRoles([createBefore, createAfter, ...files]), async () => {
      const want = await this.after([['fresh', [shim, ...createAfter]]]);
      if (!want.state) return { is: 'unjudged', why: `${want.message} in ${want.statement}` };
      const got = await this.after([['before', [shim, ...createBefore]], ...files.map((list) => ['diff', list])]);
      if (got.failed === 'before') return { is: 'unjudged', why: `${got.message} in ${got.statement}` };
      if (!got.state) return fails(got);
      return this.compare(want.state, got.state);
    });
  }
  // Up, down and up again: [the way, its verdict] for each, to the first that is not right. The way back has to end where
  // the first began. Each of the ways is one migration or several.
  async journey(createBefore, up, down, createAfter) {
    return this.locked(changesRoles([createBefore, createAfter, ...migrations(up), ...migrations(down)]), async () => {
      const unjudged = ({ message, statement }) => [['up', { is: 'unjudged', why: `${message} in ${statement}` }]];
      const fresh = await this.after([['fresh', [shim, ...createAfter]]]);
      if (!fresh.state) return unjudged(fresh);
      const out = [];
      try {
        const missing = await this.file([shim, ...createBefore]);
        if (missing) return unjudged(missing);
        const start = await this.state();
        for (const [way, files, want] of [['up', up, fresh.state], ['down', down, start], ['up again', up, fresh.state]]) {
          let failed;
          for (const one of migrations(files)) failed ??= await this.file(one);
          out.push([way, failed ? fails(failed) : this.compare(want, await this.state())]);
          if (out.at(-1)[1].is !== 'right') break;
        }
        return out;
      } finally {
        await this.client.query(clean);
      }
    });
  }
  compare(want, got) {
    const found = Object.keys(want).map((key) => difference(want[key], got[key]));
    const [first] = found;
    if (found.some((one) => !one.length !== !first.length)) {
      throw new Error(`pg_dump and the catalog disagree:\n${found.map((one) => one.join('\n') || 'nothing').join('\n---\n')}`);
    }
    return first.length ? { is: 'differs', why: first.join('\n') } : { is: 'right' };
  }
}

const fails = ({ code, message, statement }) => ({ is: 'fails', code, statement, why: `${code} ${message} in ${statement}` });
const difference = (want, got) => [
  ...want.filter((one) => !got.includes(one)).map((one) => `- ${one}`),
  ...got.filter((one) => !want.includes(one)).map((one) => `+ ${one}`)];

module.exports = { Judge, changesRoles, rolesLock };
