import { pgSequence } from 'drizzle-orm/pg-core';

export const ticket = pgSequence('ticket', { startWith: 10, minValue: 5, maxValue: 100, increment: 5, cycle: true, cache: 7 });
