import { relations, sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  bigserial,
  boolean,
  check,
  date,
  doublePrecision,
  foreignKey,
  index,
  inet,
  integer,
  jsonb,
  pgTable,
  pgView,
  primaryKey,
  real,
  serial,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
  varchar,
  vector,
} from 'drizzle-orm/pg-core';
import { itemKind, jobStatus, playMethod, Severity } from './enums';

export * from './enums';

const timestamps = {
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  updatedAt: timestamp('updated_at', { withTimezone: true })
    .notNull()
    .defaultNow()
    .$onUpdate(() => new Date()),
};

export const servers = pgTable(
  'servers',
  {
    id: serial('id').primaryKey(),
    name: text('name').notNull(),
    url: text('url').notNull().unique(),
    apiKey: text('api_key').notNull(),
    version: varchar('version', { length: 32 }),
    lastSyncAt: timestamp('last_sync_at', { withTimezone: true }),
    syncEveryMinutes: integer('sync_every_minutes').notNull().default(20),
    excludedLibraries: text('excluded_libraries').array().notNull().default(sql`'{}'::text[]`),
    settings: jsonb('settings').$type<{ timezone?: string; hideWatched?: boolean }>().notNull().default({}),
    ...timestamps,
  },
  (table) => [check('servers_sync_every', sql`${table.syncEveryMinutes} between 1 and 1440`)],
);

export const libraries = pgTable(
  'libraries',
  {
    id: text('id').primaryKey(),
    serverId: integer('server_id')
      .notNull()
      .references(() => servers.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    kind: text('kind', { enum: ['movies', 'shows', 'music', 'mixed'] }).notNull(),
    ...timestamps,
  },
  (table) => [index('libraries_server_id_idx').on(table.serverId)],
);

export const users = pgTable(
  'users',
  {
    id: text('id').primaryKey(),
    serverId: integer('server_id')
      .notNull()
      .references(() => servers.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    isAdministrator: boolean('is_administrator').notNull().default(false),
    isHidden: boolean('is_hidden').notNull().default(false),
    lastSeenAt: timestamp('last_seen_at', { withTimezone: true }),
    preferences: jsonb('preferences'),
    ...timestamps,
  },
  (table) => [
    index('users_server_id_idx').on(table.serverId),
    uniqueIndex('users_server_name_idx').on(table.serverId, sql`lower(${table.name})`),
  ],
);

export const items = pgTable(
  'items',
  {
    id: text('id').primaryKey(),
    serverId: integer('server_id')
      .notNull()
      .references(() => servers.id, { onDelete: 'cascade' }),
    libraryId: text('library_id')
      .notNull()
      .references(() => libraries.id, { onDelete: 'cascade' }),
    parentId: text('parent_id').references((): AnyPgColumn => items.id, { onDelete: 'cascade' }),
    kind: itemKind('kind').notNull(),
    name: text('name').notNull(),
    originalName: text('original_name'),
    overview: text('overview'),
    premiere: date('premiere'),
    year: smallint('year'),
    rating: real('rating'),
    runtimeTicks: bigint('runtime_ticks', { mode: 'number' }),
    sizeBytes: bigint('size_bytes', { mode: 'bigint' }),
    genres: text('genres').array(),
    providers: jsonb('providers').$type<Record<string, string>>(),
    embedding: vector('embedding', { dimensions: 384 }),
    isDeleted: boolean('is_deleted').notNull().default(false),
    ...timestamps,
  },
  (table) => [
    index('items_library_id_idx').on(table.libraryId),
    index('items_parent_id_idx').on(table.parentId),
    index('items_kind_name_idx').on(table.kind, table.name.asc()),
    index('items_genres_idx').using('gin', table.genres),
    index('items_live_idx').on(table.serverId, table.kind).where(sql`${table.isDeleted} = false`),
    index('items_embedding_idx').using('hnsw', table.embedding.op('vector_cosine_ops')),
    index('items_search_idx').using(
      'gin',
      sql`to_tsvector('simple', coalesce(${table.name}, '') || ' ' || coalesce(${table.overview}, ''))`,
    ),
  ],
);

export const people = pgTable(
  'people',
  {
    id: text('id').notNull(),
    serverId: integer('server_id')
      .notNull()
      .references(() => servers.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    imageTag: text('image_tag'),
  },
  (table) => [primaryKey({ columns: [table.id, table.serverId] }), index().on(table.name)],
);

export const itemPeople = pgTable(
  'item_people',
  {
    itemId: text('item_id')
      .notNull()
      .references(() => items.id, { onDelete: 'cascade' }),
    personId: text('person_id').notNull(),
    serverId: integer('server_id').notNull(),
    role: text('role'),
    department: text('department').notNull(),
    position: smallint('position').notNull().default(0),
  },
  (table) => [
    primaryKey({ name: 'item_people_pk', columns: [table.itemId, table.personId, table.department] }),
    foreignKey({
      name: 'item_people_person_fk',
      columns: [table.personId, table.serverId],
      foreignColumns: [people.id, people.serverId],
    }).onDelete('cascade'),
  ],
);

export const mediaSources = pgTable(
  'media_sources',
  {
    id: text('id').primaryKey(),
    itemId: text('item_id')
      .notNull()
      .references(() => items.id, { onDelete: 'cascade' }),
    container: varchar('container', { length: 16 }),
    path: text('path'),
    bitrate: integer('bitrate'),
    sizeBytes: bigint('size_bytes', { mode: 'number' }),
  },
  (table) => [index('media_sources_item_id_idx').on(table.itemId)],
);

export const mediaStreams = pgTable(
  'media_streams',
  {
    sourceId: text('source_id')
      .notNull()
      .references(() => mediaSources.id, { onDelete: 'cascade' }),
    position: smallint('position').notNull(),
    kind: text('kind', { enum: ['video', 'audio', 'subtitle'] }).notNull(),
    codec: text('codec'),
    language: varchar('language', { length: 8 }),
    width: integer('width'),
    height: integer('height'),
    channels: smallint('channels'),
    isDefault: boolean('is_default').notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.sourceId, table.position] })],
);

export const devices = pgTable(
  'devices',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    serverId: integer('server_id')
      .notNull()
      .references(() => servers.id, { onDelete: 'cascade' }),
    externalId: text('external_id').notNull(),
    name: text('name').notNull(),
    client: text('client').notNull(),
    clientVersion: text('client_version'),
  },
  (table) => [unique().on(table.serverId, table.externalId)],
);

export const sessions = pgTable(
  'sessions',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    serverId: integer('server_id')
      .notNull()
      .references(() => servers.id, { onDelete: 'cascade' }),
    userId: text('user_id').references(() => users.id, { onDelete: 'set null' }),
    itemId: text('item_id').references(() => items.id, { onDelete: 'set null' }),
    deviceId: uuid('device_id').references(() => devices.id, { onDelete: 'set null' }),
    method: playMethod('method').notNull().default('direct_play'),
    remoteAddress: inet('remote_address'),
    startedAt: timestamp('started_at', { withTimezone: true }).notNull(),
    endedAt: timestamp('ended_at', { withTimezone: true }),
    positionTicks: bigint('position_ticks', { mode: 'number' }).notNull().default(0),
    playSeconds: integer('play_seconds').notNull().default(0),
    completion: doublePrecision('completion').notNull().default(0),
    isPaused: boolean('is_paused').notNull().default(false),
    raw: jsonb('raw'),
    ...timestamps,
  },
  (table) => [
    index('sessions_user_started_idx').on(table.userId, table.startedAt.desc()),
    index('sessions_item_started_idx').on(table.itemId, table.startedAt.desc().nullsLast()),
    index('sessions_open_idx').on(table.serverId).where(sql`${table.endedAt} is null`),
    index('sessions_started_brin').using('brin', table.startedAt).with({ pages_per_range: 32 }),
    check('sessions_completion', sql`${table.completion} >= 0 and ${table.completion} <= 100`),
  ],
);

export const activities = pgTable(
  'activities',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    serverId: integer('server_id')
      .notNull()
      .references(() => servers.id, { onDelete: 'cascade' }),
    userId: text('user_id').references(() => users.id, { onDelete: 'set null' }),
    itemId: text('item_id').references(() => items.id, { onDelete: 'set null' }),
    type: text('type').notNull(),
    severity: text('severity').$type<Severity>().notNull().default(Severity.Information),
    summary: text('summary').notNull(),
    happenedAt: timestamp('happened_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    index('activities_happened_idx').on(table.serverId, table.happenedAt.desc()),
    index('activities_type_idx').on(table.type),
  ],
);

export const dailyStatistics = pgTable(
  'daily_statistics',
  {
    serverId: integer('server_id')
      .notNull()
      .references(() => servers.id, { onDelete: 'cascade' }),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    day: date('day').notNull(),
    plays: integer('plays').notNull().default(0),
    seconds: bigint('seconds', { mode: 'number' }).notNull().default(0),
    transcodes: integer('transcodes').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.serverId, table.userId, table.day] })],
);

export const libraryStatistics = pgTable(
  'library_statistics',
  {
    libraryId: text('library_id')
      .notNull()
      .references(() => libraries.id, { onDelete: 'cascade' }),
    day: date('day').notNull().default(sql`CURRENT_DATE`),
    itemCount: integer('item_count').notNull(),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.libraryId, table.day] })],
);

export const watchStates = pgTable(
  'watch_states',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    itemId: text('item_id')
      .notNull()
      .references(() => items.id, { onDelete: 'cascade' }),
    plays: integer('plays').notNull().default(0),
    isFavorite: boolean('is_favorite').notNull().default(false),
    lastPlayedAt: timestamp('last_played_at', { withTimezone: true }),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.itemId] }),
    index('watch_states_recent_idx').on(table.userId, table.lastPlayedAt.desc().nullsLast()),
  ],
);

export const hiddenRecommendations = pgTable(
  'hidden_recommendations',
  {
    id: serial('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    itemId: text('item_id')
      .notNull()
      .references(() => items.id, { onDelete: 'cascade' }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [unique('hidden_recommendations_once').on(table.userId, table.itemId)],
);

export const watchlists = pgTable(
  'watchlists',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    ownerId: text('owner_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: varchar('name', { length: 120 }).notNull(),
    isPublic: boolean('is_public').notNull().default(false),
    ...timestamps,
  },
  (table) => [unique('watchlists_owner_name').on(table.ownerId, table.name).nullsNotDistinct()],
);

export const watchlistItems = pgTable(
  'watchlist_items',
  {
    watchlistId: uuid('watchlist_id')
      .notNull()
      .references(() => watchlists.id, { onDelete: 'cascade' }),
    itemId: text('item_id')
      .notNull()
      .references(() => items.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    addedAt: timestamp('added_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.watchlistId, table.itemId] })],
);

export const jobs = pgTable(
  'jobs',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    serverId: integer('server_id').references(() => servers.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    status: jobStatus('status').notNull().default('queued'),
    attempts: smallint('attempts').notNull().default(0),
    payload: jsonb('payload').notNull().default(sql`'{}'::jsonb`),
    error: text('error'),
    startedAt: timestamp('started_at', { withTimezone: true }),
    finishedAt: timestamp('finished_at', { withTimezone: true }),
    seconds: doublePrecision('seconds').generatedAlwaysAs(sql`extract(epoch from (finished_at - started_at))`),
    ...timestamps,
  },
  (table) => [index('jobs_waiting_idx').on(table.createdAt).where(sql`status = 'queued'`)],
);

export const anomalies = pgTable(
  'anomalies',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    sessionId: uuid('session_id').references(() => sessions.id, { onDelete: 'cascade' }),
    kind: text('kind').notNull(),
    details: jsonb('details').$type<{ country?: string; distanceKilometres?: number }>(),
    resolvedAt: timestamp('resolved_at', { withTimezone: true }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('anomalies_open_idx').on(table.createdAt).where(sql`${table.resolvedAt} is null`)],
);

/** What is on right now. */
export const nowPlaying = pgView('now_playing').as((qb) =>
  qb
    .select({ id: sessions.id, userId: sessions.userId, itemId: sessions.itemId, startedAt: sessions.startedAt })
    .from(sessions)
    .where(sql`${sessions.endedAt} is null`),
);

export const serversRelations = relations(servers, ({ many }) => ({
  libraries: many(libraries),
  users: many(users),
  sessions: many(sessions),
}));

export const itemsRelations = relations(items, ({ one, many }) => ({
  library: one(libraries, { fields: [items.libraryId], references: [libraries.id] }),
  parent: one(items, { fields: [items.parentId], references: [items.id], relationName: 'children' }),
  children: many(items, { relationName: 'children' }),
  people: many(itemPeople),
  sources: many(mediaSources),
}));

export type Server = typeof servers.$inferSelect;
export type Item = typeof items.$inferSelect;
export type Session = typeof sessions.$inferSelect;
