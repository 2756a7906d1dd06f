// A sequence is renamed.
import { pgSequence } from 'drizzle-orm/pg-core';

export const ticket = pgSequence('number', { startWith: 10 });
