import { pgSchema, pgSequence } from 'drizzle-orm/pg-core';

export const app = pgSchema('app');
export const ticket = pgSequence('ticket', {});
