// console: lines go where the engine's settings say.
import { facade, host } from './provide.js';

export function console() {
  const { format, inspect } = facade('util');
  const counts = new Map();
  const print = (...values) => {
    for (const line of format(...values).split('\n')) host.console(line);
  };
  const nothing = () => undefined;
  const made = {
    log: print, info: print, warn: print, error: print, debug: print, trace: print, group: print, groupCollapsed: print,
    dir: (value) => print(inspect(value)),
    table: (value) => print(inspect(value)),
    assert(condition, ...values) {
      if (!condition) print('Assertion failed', ...values);
    },
    count(label = 'default') {
      counts.set(label, (counts.get(label) ?? 0) + 1);
      print(`${label}: ${counts.get(label)}`);
    },
    groupEnd: nothing, time: nothing, timeEnd: nothing, timeLog: nothing, clear: nothing, countReset: nothing,
  };
  made.Console = function Console() {
    return made;
  };
  return made;
}
