// drizzle-orm as sluice bundles it, for what imports it.
import * as orm from 'drizzle-orm';
import * as pgCore from 'drizzle-orm/pg-core';

const { define } = globalThis.__sluice;
define('drizzle-orm', orm);
define('drizzle-orm/pg-core', pgCore);
