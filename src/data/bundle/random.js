// Math.random gives the same numbers in every evaluation that only reads a schema. What is written into a
// database differs from one run to the next.
const numbers = new Uint32Array(256);
let next = numbers.length;

Object.defineProperty(Math, 'random', {
  value: () => {
    if (next + 2 > numbers.length) {
      globalThis.crypto.getRandomValues(numbers);
      next = 0;
    }
    const high = numbers[next++] >>> 5;
    const low = numbers[next++] >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  },
  writable: true, configurable: true, enumerable: false,
});
