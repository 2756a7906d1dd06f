import { pgSequence } from 'drizzle-orm/pg-core';

export const ticket = pgSequence('ticket', { startWith: 10 });
