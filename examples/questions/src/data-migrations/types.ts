import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type * as schema from '../index';

export type Database = NodePgDatabase<typeof schema>;

export interface DataMigration {
  name: string;
  up: (db: Database) => Promise<void>;
  down: (db: Database) => Promise<void>;
}

export interface SchemaMigrations {
  schema: string;
  migrations: DataMigration[];
}
