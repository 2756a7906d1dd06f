import { integer, pgTable } from 'drizzle-orm/pg-core';

export const b = pgTable('a_very_long_name_that_goes_on_and_on_children', { id: integer().primaryKey(), p: integer('a_very_long_name_that_goes_on_and_on_column').unique() });
