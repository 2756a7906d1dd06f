// Random databases on a server: a snapshot that drizzle-kit could have written, and the database that sluice makes of it.
'use strict';
const { Client } = require('pg');
const { Driver, empty, migrations } = require('../diff/driver.cjs');
const { rolesLock } = require('../diff/judge.cjs');
const { Database } = require('../diff/database.cjs');
const { Random } = require('../diff/random.cjs');
const { snapshot } = require('../diff/snapshot.cjs');

// What policies on tables of others stand on.
const shim = 'create schema auth; create table auth.users (id int primary key); create table auth.sessions (id int);';
const inDatabase = (url, name) => url.replace(/^(\w+:\/\/[^/]*\/)[^?]*/, `$1${name}`);

class Builder {
  constructor(url, diffProgram) {
    this.url = url;
    this.main = new Client({ connectionString: url });
    this.differ = new Driver(diffProgram);
  }
  open() {
    return this.main.connect();
  }
  async close() {
    this.differ.close();
    await this.main.end();
  }
  // Calls `use` with { wanted, roles, url, client }; a schema that PostgreSQL doesn't take is passed over.
  async build(seed, use) {
    const wanted = snapshot(new Database(new Random(seed)), '00000000-0000-4000-8000-000000000001');
    const statements = await this.differ.diff(empty, wanted);
    if (!Array.isArray(statements)) return false;
    const name = `catalog_${process.pid}`;
    const roles = Object.keys(wanted.roles);
    // Roles are the whole server's.
    const lock = roles.length ? 'pg_advisory_lock' : 'pg_advisory_lock_shared';
    await this.main.query(`select ${lock}(${rolesLock})`);
    for (const role of roles) await this.main.query(`drop role if exists "${role}"`);
    await this.main.query(`create database ${name} template template0`);
    const url = inDatabase(this.url, name);
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      try {
        await client.query(shim);
        for (const part of migrations(statements)) for (const one of part) await client.query(one);
      } catch (error) {
        if (error.code) return false; // names that are one when they are cut
        throw error;
      }
      await use({ wanted, roles, url, client });
      return true;
    } finally {
      await client.end();
      await this.main.query(`drop database ${name} with (force)`);
      for (const role of roles) await this.main.query(`drop role if exists "${role}"`);
      await this.main.query('select pg_advisory_unlock_all()');
    }
  }
}

module.exports = { Builder };
