import { config } from 'dotenv';
import { defineConfig } from 'drizzle-kit';

const isTest = process.env.NODE_ENV === 'test';

config({ path: isTest ? '.env.test' : '.env' });

export default defineConfig({
  schema: './drizzle/schema/index.ts',
  out: './drizzle/migrations',
  dialect: 'postgresql',
  dbCredentials: {
    url: (isTest ? process.env.DATABASE_URL_TEST : process.env.POSTGRES_URL)!,
  },
});
