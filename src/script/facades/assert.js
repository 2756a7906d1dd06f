// node:assert
import { facade } from './provide.js';

export function assert() {
  class AssertionError extends Error {
    constructor({ message, actual, expected, operator } = {}) {
      super(message);
      Object.assign(this, { name: 'AssertionError', code: 'ERR_ASSERTION', actual, expected, operator });
    }
  }
  const check = (passed, message, otherwise, actual, expected, operator) => {
    if (passed) return;
    if (message instanceof Error) throw message;
    throw new AssertionError({ message: message ?? otherwise, actual, expected, operator });
  };
  const { inspect, isDeepStrictEqual } = facade('util');
  const ok = (value, message) => check(value, message, 'The expression evaluated to a falsy value', value, true, '==');
  const compare = (test, operator) => (actual, expected, message) =>
    check(test(actual, expected), message, `${inspect(actual)} ${operator} ${inspect(expected)}`, actual, expected, operator);
  const matches = (error, expected) => expected === undefined || (expected instanceof RegExp ? expected.test(String(error))
    : typeof expected === 'function' ? error instanceof expected || expected(error) === true
      : Object.keys(expected).every((key) => isDeepStrictEqual(error[key], expected[key])));
  const made = Object.assign((value, message) => ok(value, message), {
    AssertionError, ok,
    equal: compare((a, b) => a == b || Object.is(a, b), '=='), // eslint-disable-line eqeqeq
    notEqual: compare((a, b) => a != b, '!='), // eslint-disable-line eqeqeq
    strictEqual: compare(Object.is, 'strictEqual'),
    notStrictEqual: compare((a, b) => !Object.is(a, b), 'notStrictEqual'),
    deepEqual: compare(isDeepStrictEqual, 'deepEqual'),
    deepStrictEqual: compare(isDeepStrictEqual, 'deepStrictEqual'),
    notDeepStrictEqual: compare((a, b) => !isDeepStrictEqual(a, b), 'notDeepStrictEqual'),
    match: compare((text, pattern) => pattern.test(text), 'match'),
    fail: (message = 'Failed') => check(false, message),
    throws(call, expected, message) {
      try {
        call();
      } catch (error) {
        if (!matches(error, typeof expected === 'string' ? undefined : expected)) throw error;
        return;
      }
      check(false, typeof expected === 'string' ? expected : message, 'Missing expected exception.');
    },
  });
  made.strict = made;
  return made;
}
