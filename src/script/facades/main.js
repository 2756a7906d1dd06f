// The modules that sluice answers itself: Node's pure parts, each made when it is first imported.
import { facade, provide } from './provide.js';
import { assert } from './assert.js';
import { buffer, encodings } from './buffer.js';
import { console } from './console.js';
import { crypto } from './crypto.js';
import { dotenv, dotenvExpand } from './dotenv.js';
import { asyncHooks, events } from './events.js';
import { channels, forbidden, streams } from './forbidden.js';
import { fs, fsPromises } from './fs.js';
import { module } from './module.js';
import { os, process } from './process.js';
import { path } from './path.js';
import { querystring, url } from './url.js';
import { timers, timersPromises } from './timers.js';
import { util, utilTypes } from './util.js';
import { web } from './web.js';

provide({
  assert,
  'assert/strict': assert,
  async_hooks: asyncHooks,
  buffer,
  console,
  constants: () => ({}),
  crypto,
  diagnostics_channel: channels,
  events,
  fs,
  'fs/promises': fsPromises,
  module,
  os,
  path,
  'path/posix': path,
  perf_hooks: () => ({ performance: globalThis.performance }),
  process,
  punycode: () => ({ toASCII: String, toUnicode: String }),
  querystring,
  stream: streams,
  'stream/promises': () => forbidden('stream/promises'),
  string_decoder: encodings,
  timers,
  'timers/promises': timersPromises,
  url,
  util,
  'util/types': utilTypes,
  web,
  dotenv,
  'dotenv/config': () => {
    dotenv().config();
    return {};
  },
  'dotenv/config.js': () => facade('dotenv/config'),
  '@dotenvx/dotenvx': dotenv,
  '@dotenvx/dotenvx/config': () => facade('dotenv/config'),
  'dotenv-expand': dotenvExpand,
  'drizzle-kit': () => ({ defineConfig: (config) => config }),
}, forbidden);
