// The bundle through which the tests look at a project's files.
const { define, load, waitFor } = globalThis.__sluice;

define('probe', {
  exports: (file) => JSON.stringify(load(file)),
  run(file) {
    const exports = load(file);
    waitFor(file, exports.default);
    const result = typeof exports.default === 'function' ? exports.default() : exports;
    return typeof result?.then === 'function' ? result.then((settled) => JSON.stringify(settled)) : JSON.stringify(result);
  },
});
