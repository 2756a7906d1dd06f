import 'dotenv/config';
import type { Config } from 'drizzle-kit';

export default {
  dialect: 'postgresql',
  schema: process.env.SCHEMA_FOLDER || './src/db/schema',
  out: './drizzle',
  casing: process.env.CASING as 'snake_case',
  dbCredentials: { url: process.env.DATABASE_URL! },
} satisfies Config;
