import { pgRole } from 'drizzle-orm/pg-core';

export const admin = pgRole('fuzz_admin', { createDb: true });
