// Every option changes; one stops cycling.
import { pgSequence } from 'drizzle-orm/pg-core';

export const ticket = pgSequence('ticket', { startWith: 20, minValue: 2, maxValue: 1000, increment: 3, cache: 2 });
