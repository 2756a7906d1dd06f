// drizzle-orm's own migrator over node-postgres: node drizzle_migrate.mjs URL FOLDER [SCHEMA TABLE]
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';

const [url, migrationsFolder, migrationsSchema, migrationsTable] = process.argv.slice(2);
const client = new pg.Client({ connectionString: url });
await client.connect();
await migrate(drizzle(client), { migrationsFolder, migrationsSchema, migrationsTable });
await client.end();
