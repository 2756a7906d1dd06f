// Plurals, singulars and camel case against those of drizzle-kit.   node words.cjs PULL_DRIVER
'use strict';
const { toCamelCase } = require('drizzle-orm/casing');
const { Random } = require('../diff/random.cjs');
const { camelCase, pluralize } = require('./kit.cjs');
const { Driver } = require('./driver.cjs');

const parts = ['user', 'users', 'order', 'category', 'categories', 'box', 'bus', 'status', 'address', 'addresses', 'person', 'people', 'child', 'children',
  'man', 'woman', 'women', 'mouse', 'mice', 'index', 'indices', 'matrix', 'datum', 'data', 'criterion', 'media', 'news', 'series', 'fish', 'sheep', 'leaf',
  'wife', 'life', 'halfLives', 'knives', 'wolves', 'hero', 'heroes', 'photo', 'tomato', 'key', 'keys', 'money', 'honey', 'monkeys', 'day', 'quiz', 'quizzes', 'ox', 'oxen', 'analysis',
  'analyses', 'thesis', 'synopses', 'alias', 'aliases', 'gas', 'canvas', 'atlas', 'iris', 'virus', 'viri', 'cactus', 'fungi', 'alumnus', 'alumni', 'alumna', 'schema', 'schemas', 'schemata', 'stigma',
  'you', 'thou', 'i', 'me', 'this', 'is', 'has', 'movie', 'movies', 'cookie', 'tie', 'ties', 'lie', 'zombie', 'pie', 'smiley', 'eau', 'eaux', 'gateau', 'bureaux', 'cherub', 'seraphim', 'menu', 'menus', 'emu',
  'test', 'testis', 'axis', 'axes', 'axe', 'roof', 'thief', 'thieves', 'hoof', 'calf', 'half', 'shelf', 'self', 'agenda', 'curriculum', 'curricula', 'quorum', 'bacterium', 'bacteria', 'phenomena', 'organ',
  'chinese', 'deer', 'measles', 'carnivorous', 'smallpox', 'pokemon', 'pokémon', 'größe', 'données', 'x', 's', 'ss', 'es', '', '1', 'v2', 'id2b', 'userID', 'HTMLPage', 'APIKey', 'lives', 'Lives', 'zoo', 'echo', 'dingoes', 'lice', 'slice', 'dice', 'die', 'ices',
  'toe', 'goes', 'bias', 'trellis', 'appendix', 'appendices', 'codex', 'vertices', 'genus', 'genera', 'opus', 'campus', 'process', 'processes', 'class', 'dish', 'church', 'fizz', 'buzzes', 'tax', 'taxes', 'yes', 'human', 'german', 'talkies', 'groupies', 'passerby', 'staff', 'cliff', 'belief', 'reef'];
const between = ['', '_', '-', ' ', '__', '.', '$', '2'];

async function main() {
  const driver = new Driver(process.argv[2]);
  const random = new Random(7);
  const words = [...parts, ...parts.map((one) => one.toUpperCase()), ...parts.map((one) => one.replace(/^./, (c) => c.toUpperCase()))];
  for (let i = 0; i < 20000; i++) {
    const form = (one) => random.pick([one, one, one.toUpperCase(), one.replace(/^./, (c) => c.toUpperCase())]);
    let word = random.chance(0.05) ? random.pick(between) : '';
    for (let n = random.between(1, 3); n > 0; n--) word += form(random.pick(parts)) + (n > 1 || random.chance(0.05) ? random.pick(between) : '');
    words.push(word);
  }
  const ours = await driver.ask({ words });
  const theirs = { plural: pluralize.plural, singular: pluralize.singular, camel: (one) => camelCase(one), orm: toCamelCase };
  let wrong = 0;
  for (const [name, inflect] of Object.entries(theirs)) {
    words.forEach((word, i) => {
      if (inflect(word) !== ours[name][i] && ++wrong <= 20) console.log(`${name} of "${word}" is "${inflect(word)}", not "${ours[name][i]}"`);
    });
  }
  console.log(`${words.length} words, ${wrong} wrong`);
  driver.close();
  process.exitCode = wrong ? 1 : 0;
}

main();
