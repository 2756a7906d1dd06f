import type { SchemaMigrations } from './types';
import questionsMigrations from './questions/index.js';
import responsesMigrations from './responses/index.js';

export const allMigrationsBySchema: SchemaMigrations[] = [
  { schema: 'questions', migrations: questionsMigrations },
  { schema: 'responses', migrations: responsesMigrations },
];
