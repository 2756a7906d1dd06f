// The bundle through which the tests look at a project's files.
const { define, load, waitFor } = globalThis.__sluice;

define('probe', {
  exports: (file) => load(file),
  run(file) {
    const exports = load(file);
    waitFor(file, exports.default);
    return typeof exports.default === 'function' ? exports.default() : exports;
  },
});
