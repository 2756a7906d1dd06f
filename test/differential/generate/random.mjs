// Repeatable choices: the same seed gives the same schema on every machine.
export class Random {
  constructor(seed) {
    this.state = (seed * 2654435761 + 0x9e3779b9) >>> 0;
    for (let i = 0; i < 8; i++) this.next();
  }
  /** 0 <= x < 1 (mulberry32) */
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
  }
  chance(probability) {
    return this.next() < probability;
  }
  /** from `low` to `high`, both included */
  between(low, high) {
    return low + Math.floor(this.next() * (high - low + 1));
  }
  pick(list) {
    return list[Math.floor(this.next() * list.length)];
  }
  some(list, count) {
    return this.shuffle(list).slice(0, count);
  }
  shuffle(list) {
    const copy = [...list];
    for (let i = copy.length - 1; i > 0; i--) {
      const j = this.between(0, i);
      [copy[i], copy[j]] = [copy[j], copy[i]];
    }
    return copy;
  }
}
