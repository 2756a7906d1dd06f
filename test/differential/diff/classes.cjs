// What a verdict is about, in a few words, so that pairs can be counted.
'use strict';

// A statement without its names and values.
const shape = (statement) => statement.replace(/\s+/g, ' ').replace(/"[^"]*"/g, '…').replace(/'[^']*'/g, "'…'").replace(/\(.*/, '(…').replace(/( SET DATA TYPE| ADD COLUMN …| (INCREMENT BY|MINVALUE)| TO (?!…)) ?.+/, '$1 …').replace(/…(\.…)+/g, '…').trim().slice(0, 70);

// "column public.users.name text not_null=f" as its kind, whose it is, and what is said of it.
function parse(line) {
  const dumped = /^(.*); Type: (.*); Schema: /.exec(line);
  if (dumped) return { kind: dumped[2].toLowerCase(), name: dumped[1], said: {} };
  const [, kind, name, rest] = /^(\S+) (\S+(?: "[^"]*")?) ?([\s\S]*)$/.exec(line) ?? [undefined, line.split(' ')[0], '', line];
  return { kind, name, said: Object.fromEntries([...rest.matchAll(/(?:^| )(\w+)=(.*?)(?= \w+=|$)/gs)].map(([, key, value]) => [key, value])), rest };
}
function aboutLines(why) {
  const lines = (mark) => why.split(/\n(?=[-+] )/).filter((one) => one.startsWith(mark)).map((one) => parse(one.slice(2)));
  const [missing, extra] = [lines('-'), lines('+')];
  const found = new Set();
  for (const one of missing) {
    const at = extra.findIndex((other) => other.kind === one.kind && other.name === one.name);
    if (at < 0) continue;
    const [other] = extra.splice(at, 1);
    missing[missing.indexOf(one)] = undefined;
    const keys = Object.keys(one.said).filter((key) => one.said[key] !== other.said[key]);
    found.add(`${one.kind} ${keys.join(', ') || 'definition'}`);
  }
  const kinds = (list) => new Set(list.filter((one) => one).map((one) => one.kind));
  for (const kind of kinds(missing)) found.add(kinds(extra).has(kind) ? `${kind} of another name` : `${kind} missing`);
  for (const kind of kinds(extra)) if (!kinds(missing).has(kind)) found.add(`${kind} left over`);
  // What stands last follows from what stands first.
  return [...found].sort().slice(0, 2).join('; ');
}

function classOf(verdict) {
  if (verdict.is === 'fails') return `fails ${verdict.code} ${shape(verdict.statement)}`;
  if (verdict.is === 'differs') return `differs: ${aboutLines(verdict.why)}`;
  return verdict.is;
}

module.exports = { classOf };
