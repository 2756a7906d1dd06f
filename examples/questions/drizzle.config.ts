import 'dotenv/config';
import type { Config } from 'drizzle-kit';

export default {
  schema: './src/schemas/*/schema.ts',
  out: './schema-migrations',
  dialect: 'postgresql',
  schemaFilter: ['questions', 'responses'],
  dbCredentials: {
    url: process.env.DATABASE_URL ?? 'postgresql://postgres@localhost:5432/questions',
  },
  verbose: true,
  strict: true,
} satisfies Config;
