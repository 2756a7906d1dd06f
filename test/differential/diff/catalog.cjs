// What a database holds, as lines of text from PostgreSQL's catalog: everything that pg_dump --schema-only would
// write of what a Drizzle schema can say, in a tenth of its time, inside a transaction, and on servers newer than
// the installed pg_dump. judge_strict.cjs holds the two against each other.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

// The text of the query is that of `generate --verify`, and proven here for both. Left out is what means nothing:
// object ids, the order of a table's columns, the names that PostgreSQL 18 gives to NOT NULL constraints.
const lines = fs.readFileSync(path.join(__dirname, '../../../src/project/catalog_query.inc'), 'utf8')
  .replace(/^R"sql\(|\)sql"$/gm, '');

// Names in full, whatever the search path was.
async function catalog(client) {
  await client.query(`set local search_path = ''`);
  return (await client.query(lines)).rows.map((row) => row.line);
}

module.exports = { catalog };
