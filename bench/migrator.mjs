// drizzle-orm's own migrator, as an application calls it at its start: node migrator.mjs URL
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';

const db = drizzle(process.argv[2]);
await migrate(db, { migrationsFolder: './drizzle' });
await db.$client.end();
