import { defineConfig } from 'drizzle-kit';

const { DATABASE_URL, DB_HOST = 'localhost', DB_PORT = '5432', POSTGRES_USER = 'postgres' } = process.env;

export default defineConfig({
  dialect: 'postgresql',
  schema: './src/schema.ts',
  out: './drizzle',
  dbCredentials: DATABASE_URL
    ? { url: DATABASE_URL }
    : {
        host: DB_HOST,
        port: Number(DB_PORT),
        user: POSTGRES_USER,
        password: process.env.POSTGRES_PASSWORD,
        database: process.env.POSTGRES_DB ?? 'media_statistics',
        ssl: false,
      },
});
