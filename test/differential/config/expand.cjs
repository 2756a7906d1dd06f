// What dotenv and dotenv-expand make of files: [{ text, environment }] on standard input, the variables of each on
// standard output.
const dotenv = require('dotenv');
const { expand } = require('dotenv-expand');

const cases = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
const results = cases.map(({ text, environment }) => {
  const processEnv = { ...environment };
  const parsed = dotenv.parse(text);
  dotenv.populate(processEnv, parsed);
  return expand({ parsed, processEnv }).parsed;
});
process.stdout.write(JSON.stringify(results));
