// The bundle through which the tests look at a project's files.
const { define, load, native, waitFor } = globalThis.__sluice;

define('probe', {
  exports: (file) => JSON.stringify(load(file)),
  native: ([name, ...values]) => native(name, ...values),
  run(file) {
    const exports = load(file);
    waitFor(file, exports.default);
    const result = typeof exports.default === 'function' ? exports.default() : exports;
    return typeof result?.then === 'function' ? result.then((settled) => JSON.stringify(settled)) : JSON.stringify(result);
  },
});
