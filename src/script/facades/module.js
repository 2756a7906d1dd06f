// node:module
import { facade, requireFor } from './provide.js';

export function module() {
  const builtinModules = ['assert', 'buffer', 'console', 'crypto', 'events', 'fs', 'module', 'os', 'path', 'process',
    'querystring', 'stream', 'timers', 'url', 'util'];
  const made = {
    builtinModules,
    isBuiltin: (name) => builtinModules.includes(String(name).replace(/^node:/, '')),
    createRequire(from) {
      const file = typeof from === 'string' && from.startsWith('/') ? from : facade('url').fileURLToPath(from);
      return requireFor(file);
    },
  };
  made.Module = made;
  return made;
}
