// Where the SQL of two migrations folders differs, PostgreSQL decides: drizzle-kit's must be wrong there, and sluice's
// right.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const { classOf } = require('../diff/classes.cjs');
const { Driver, empty } = require('../diff/driver.cjs');
const { Judge } = require('../diff/judge.cjs');

const statements = (text) => text.split(text.includes('--> statement-breakpoint\n') ? '--> statement-breakpoint\n' : /(?<=;)\n/);
const sorted = (folder, end) => readdirSync(folder).filter((name) => name.endsWith(end)).sort();
const lastSql = (folder) => statements(readFileSync(join(folder, sorted(folder, '.sql').at(-1)), 'utf8'));

/** The newest snapshot of a folder, or the one before it. */
function snapshot(folder, back = 1) {
  const meta = join(folder, 'meta');
  const name = existsSync(meta) ? sorted(meta, '_snapshot.json').at(-back) : undefined;
  return name ? JSON.parse(readFileSync(join(meta, name), 'utf8')) : empty;
}

// Types of extensions can't be judged; of their indexes one difference is known, and seen on other types.
function onlyOrdered(theirs, ours) {
  const different = ours.map((one, at) => [theirs[at], one]).filter(([one, other]) => one !== other);
  return theirs.length === ours.length && different.every(([one, other]) => /_ops/.test(one) && other.replace(/ (DESC|NULLS FIRST|NULLS LAST)/g, '') === one.replace(/ (DESC|NULLS FIRST|NULLS LAST)/g, ''));
}

export class Verdicts {
  constructor(url, driver) {
    this.url = url;
    this.program = driver;
  }

  /** What is wrong with drizzle-kit's newest migration, in a few words. Throws where it isn't, or sluice's is. */
  async explain(expectedFolder, actualFolder) {
    this.judge ??= await new Judge(this.url).open();
    this.driver ??= new Driver(this.program);
    const before = await this.driver.diff(empty, snapshot(expectedFolder, 2));
    const after = await this.driver.diff(empty, snapshot(expectedFolder));
    const ours = await this.judge.verdict(before, lastSql(actualFolder), after);
    if (ours.is === 'unjudged' && onlyOrdered(lastSql(expectedFolder), lastSql(actualFolder))) return 'forgets the order behind an operator class';
    if (ours.is !== 'right') throw new Error(`sluice: ${ours.is}: ${ours.why}`);
    const theirs = await this.judge.verdict(before, lastSql(expectedFolder), after);
    if (theirs.is === 'right') throw new Error('drizzle-kit is right, and sluice writes something else');
    return classOf(theirs);
  }

  async close() {
    this.driver?.close();
    await this.judge?.close();
  }
}
