// node:timers
export const timers = () => {
  const { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate } = globalThis;
  return { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate };
};

export const timersPromises = () => ({
  setTimeout: (delay, value) => new Promise((resolve) => globalThis.setTimeout(resolve, delay, value)),
  setImmediate: (value) => new Promise((resolve) => globalThis.setImmediate(resolve, value)),
  scheduler: {
    wait: (delay) => new Promise((resolve) => globalThis.setTimeout(resolve, delay)),
    yield: () => Promise.resolve(),
  },
});
