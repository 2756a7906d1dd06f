import { pgEnum } from 'drizzle-orm/pg-core';

export const itemKind = pgEnum('item_kind', ['movie', 'series', 'season', 'episode', 'track', 'other']);
export const playMethod = pgEnum('play_method', ['direct_play', 'direct_stream', 'transcode']);
export const jobStatus = pgEnum('job_status', ['queued', 'running', 'done', 'failed']);

/** Kept in TypeScript alone: stored as text. */
export enum Severity {
  Information = 'information',
  Warning = 'warning',
  Error = 'error',
}
