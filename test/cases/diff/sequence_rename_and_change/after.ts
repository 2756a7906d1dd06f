// A sequence is renamed and changed.
import { pgSequence } from 'drizzle-orm/pg-core';

export const ticket = pgSequence('number', { startWith: 20, increment: 2 });
