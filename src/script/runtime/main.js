// The engine's own JavaScript, evaluated first: the loader and what is global in a user's file.
import { host } from './host.js';
import { bundled, define, exportsOf, facade, load, loaded, provide, requireFor } from './loader.js';
import { standInText } from './stand_in.js';
import { environment } from './globals.js';
import { nextTimer } from './timers.js';

host.start({
  // What bundles get as __sluice.
  sluice: {
    define,
    load: (file) => exportsOf(load(host.realpath(file))),
    waitFor(file, called) {
      const own = called?.fileName?.startsWith('/');
      host.waitFor(own ? called.fileName : file, own ? called.lineNumber : 0);
    },
    module: (name) => exportsOf(bundled(name)),
    loaded,
    native: (name, ...values) => host.native(name, values),
    standIn: standInText,
  },
  // What facades/ get as __sluice.
  facades: { provide, facade, host, environment, requireFor },
  call(module, name, argument) {
    const called = exportsOf(bundled(module))[name];
    if (typeof called !== 'function') throw new TypeError(`${module} has no function ${name}`);
    return called(argument);
  },
  nextTimer,
  facade,
});
