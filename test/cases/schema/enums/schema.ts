import { integer, pgEnum, pgSchema, pgTable } from 'drizzle-orm/pg-core';

enum Level {
  Low = 'low',
  High = 'high value',
}
const levels = { A: 'a', B: 'b' } as const;

export const status = pgEnum('status', ['draft', 'published', 'it\'s "odd"']);
export const level = pgEnum('level', Level);
export const letters = pgEnum('letters', levels);
export const single = pgEnum('single', ['one']);
export const numeric = pgEnum('numeric_names', ['1', '2', '10']);
export const shop = pgSchema('shop');
export const shopStatus = shop.enum('status', ['open', 'closed']);
export const shopLevel = shop.enum('Level', Level);
const hidden = pgEnum('hidden', ['never', 'exported']);

export const things = pgTable('things', {
  id: integer('id').primaryKey(),
  status: status('status').notNull().default('draft'),
  unnamed: status(),
  level: level('level').default(Level.Low),
  letters: letters('letters'),
  shopStatus: shopStatus('shop_status').default('open'),
  shopLevel: shopLevel('shop_level'),
  hidden: hidden('hidden'),
});

export const shopThings = shop.table('things', { status: shopStatus().notNull(), other: status() });
export const duplicate = pgEnum('single', ['one', 'two']);
