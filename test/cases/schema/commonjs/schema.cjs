const { pgTable, integer } = require('drizzle-orm/pg-core');
exports.zebra = pgTable('zebra', { id: integer('id') });
exports.apple = pgTable('apple', { id: integer('id') });
