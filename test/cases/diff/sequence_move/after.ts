// A sequence moves to another schema.
import { pgSchema } from 'drizzle-orm/pg-core';

export const app = pgSchema('app');
export const ticket = app.sequence('ticket', {});
