// Timers on a clock of their own: when nothing else is left to run, the next one is due at once.
const waiting = new Map();
let now = 0;
let last = 0;

function start(callback, delay, repeat, values) {
  if (typeof callback !== 'function') throw new TypeError('the callback of a timer is a function');
  const every = Math.max(1, Number(delay) || 0);
  const timer = {
    callback, values, at: now + every, every: repeat ? every : 0, id: ++last,
    ref() { return this; },
    unref() { return this; },
    hasRef: () => true,
    refresh() { return this; },
    [Symbol.toPrimitive]() { return this.id; },
  };
  waiting.set(timer.id, timer);
  return timer;
}

const stop = (timer) => {
  waiting.delete(typeof timer === 'object' && timer !== null ? timer.id : Number(timer));
};

export const setTimeout = (callback, delay, ...values) => start(callback, delay, false, values);
export const setInterval = (callback, delay, ...values) => start(callback, delay, true, values);
export const setImmediate = (callback, ...values) => start(callback, 0, false, values);
export const clearTimeout = stop;

// Runs the timer that is due first; false where there is none.
export function nextTimer() {
  let first = null;
  for (const timer of waiting.values()) if (first === null || timer.at < first.at) first = timer;
  if (first === null) return false;
  now = Math.max(now, first.at);
  if (first.every > 0) first.at = now + first.every;
  else waiting.delete(first.id);
  first.callback(...first.values);
  return true;
}
