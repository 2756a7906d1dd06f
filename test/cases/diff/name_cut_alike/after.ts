// Names that are cut to what PostgreSQL keeps of them: nothing changes but what else does.
import { integer, pgEnum, pgSequence, pgTable, text } from 'drizzle-orm/pg-core';

export const state = pgEnum('an_enum_with_a_name_that_is_longer_than_the_sixty_three_bytes_t', ["open", "done"]);
export const counter = pgSequence('a_sequence_with_a_name_that_is_longer_than_the_sixty_three_byte');
export const users = pgTable('a_table_with_a_name_that_is_longer_than_the_sixty_three_bytes_t', {
  id: integer().primaryKey(),
  name: text('a_column_with_a_name_that_is_longer_than_the_sixty_three_bytes_').unique('users_name').notNull(),
  state: state().default('open'),
});
export const notes = pgTable('notes', { id: integer().primaryKey(), user: integer().references(() => users.id) });
