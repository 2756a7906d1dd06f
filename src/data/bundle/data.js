// The bundle "data": a database for the project's own code, which is drizzle-orm's over the connection that sluice
// has open, and what calls data migrations with it. drizzle-orm itself is the bundle "schema".
import { callExported, prepare } from './database.js';
import { list, run } from './migrations.js';
import './fetch.js';
import './random.js';

const { define } = globalThis.__sluice;

// Whoever imports the types of a data migration from here gets an empty module at run time.
define('sluice/data', {});
define('sluice:data', { prepare, list, run, callExported });
