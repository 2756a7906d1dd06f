// Random numbers that a seed repeats.
'use strict';

class Random {
  constructor(seed) {
    this.state = (seed * 2654435761 + 1) >>> 0;
  }
  // mulberry32
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  below(limit) {
    return Math.floor(this.next() * limit);
  }
  between(low, high) {
    return low + this.below(high - low + 1);
  }
  chance(probability) {
    return this.next() < probability;
  }
  pick(list) {
    return list[this.below(list.length)];
  }
  some(list, low, high) {
    const rest = [...list];
    const out = [];
    const size = Math.min(rest.length, this.between(low, high));
    while (out.length < size) out.push(rest.splice(this.below(rest.length), 1)[0]);
    return out;
  }
}

module.exports = { Random };
