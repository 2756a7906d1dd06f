// A schema is applied to an empty database; what is read of that database differs in nothing from the schema, and there is
// nothing that the schema could not say.
//   node round_trip.cjs --diff DIFF_DRIVER --catalog CATALOG_DRIVER --url URL [--seed 1] [--count 100]
'use strict';
const { parseArgs } = require('node:util');
const { Builder } = require('./built.cjs');
const { Reader } = require('./reader.cjs');

const { values: options } = parseArgs({
  options: { diff: { type: 'string' }, catalog: { type: 'string' }, url: { type: 'string' },
    seed: { type: 'string', default: '1' }, count: { type: 'string', default: '100' } } });

// A schema can name a key of one column, and make a view without data.
const said = /^unpopulated /;

async function main() {
  const builder = new Builder(options.url, options.diff);
  const reader = new Reader(options.catalog);
  await builder.open();
  let [done, failed] = [0, 0];
  for (let seed = Number(options.seed); seed < Number(options.seed) + Number(options.count); seed++) {
    const built = await builder.build(seed, async ({ wanted, roles, url }) => {
      const found = await reader.read(url, wanted, roles);
      const differences = found.error ? [found.error] : [...found.statements, ...found.others.filter((one) => !said.test(one))];
      if (differences.length) {
        failed++;
        console.log(`seed ${seed}: ${differences.join('\n')}\n`);
      }
    });
    if (built) done++;
  }
  console.log(`${done} databases, ${failed} with differences`);
  reader.close();
  await builder.close();
  process.exitCode = failed || done < Number(options.count) / 2 ? 1 : 0;
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
