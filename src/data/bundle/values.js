// Values on their way to PostgreSQL and back, as node-postgres converts them for drizzle-orm: dates, times,
// intervals, bigint and numeric stay text, which drizzle-orm's columns map themselves.

const pad = (number, digits) => String(number).padStart(digits, '0');

// In local time, with its offset.
function dateText(date) {
  const offset = -date.getTimezoneOffset();
  const year = date.getFullYear();
  const isBefore = year < 1;
  const shift = `${offset < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(offset) / 60), 2)}:${pad(Math.abs(offset) % 60, 2)}`;
  return `${pad(isBefore ? 1 - year : year, 4)}-${pad(date.getMonth() + 1, 2)}-${pad(date.getDate(), 2)}T` +
    `${pad(date.getHours(), 2)}:${pad(date.getMinutes(), 2)}:${pad(date.getSeconds(), 2)}.${pad(date.getMilliseconds(), 3)}` +
    `${shift}${isBefore ? ' BC' : ''}`;
}

const hex = (bytes) => Array.from(bytes, (byte) => pad(byte.toString(16), 2)).join('');
const bytesOf = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

function arrayText(list) {
  const items = list.map((item) => {
    if (item === null || item === undefined) return 'NULL';
    if (Array.isArray(item)) return arrayText(item);
    if (ArrayBuffer.isView(item)) return `\\\\x${hex(bytesOf(item))}`;
    return `"${String(parameter(item)).replace(/[\\"]/g, '\\$&')}"`;
  });
  return `{${items.join(',')}}`;
}

// As the native function takes it: null, text, or an ArrayBuffer for what is sent as bytes.
export function parameter(value, seen = []) {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object') return value.toString();
  if (ArrayBuffer.isView(value)) return bytesOf(value).slice().buffer;
  if (value instanceof Date) return dateText(value);
  if (Array.isArray(value)) return arrayText(value);
  if (typeof value.toPostgres === 'function') {
    if (seen.includes(value)) throw new Error(`circular reference detected while preparing "${value}" for query`);
    return parameter(value.toPostgres(parameter), [...seen, value]);
  }
  return JSON.stringify(value) ?? null;
}

// An array's text: {1,NULL,"a \"b\""}, {{1},{2}}, [0:1]={1,2}.
function readArray(text, read) {
  let at = text[0] === '[' ? text.indexOf('=') + 1 : 0;
  const list = () => {
    const items = [];
    at++;
    while (text[at] !== '}') {
      if (text[at] === '{') {
        items.push(list());
      } else if (text[at] === '"') {
        let item = '';
        for (at++; text[at] !== '"'; at++) item += text[at] === '\\' ? text[++at] : text[at];
        at++;
        items.push(read(item));
      } else {
        const begin = at;
        while (text[at] !== ',' && text[at] !== '}') at++;
        const item = text.slice(begin, at);
        items.push(item === 'NULL' ? null : read(item));
      }
      if (text[at] === ',') at++;
    }
    at++;
    return items;
  };
  return list();
}

function readBytes(text) {
  const bytes = globalThis.Buffer.alloc((text.length - 2) / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = parseInt(text.slice(2 + 2 * at, 4 + 2 * at), 16);
  return bytes;
}

function readPoint(text) {
  const [x, y] = text.slice(1, -1).split(',');
  return { x: parseFloat(x), y: parseFloat(y) };
}

function readCircle(text) {
  const close = text.indexOf(')');
  return { ...readPoint(text.slice(1, close + 1)), radius: parseFloat(text.slice(close + 2, -1)) };
}

const arrayOf = (read) => (text) => readArray(text, read);
const texts = arrayOf((text) => text);
const integers = arrayOf((text) => parseInt(text, 10));
const floats = arrayOf(parseFloat);
const documents = arrayOf((text) => JSON.parse(text));

// By the type's OID; int2, int4, oid, float4, float8, bool, json and jsonb are converted natively.
const readers = new Map([
  [17, readBytes],
  [600, readPoint],
  [718, readCircle],
  [1000, arrayOf((text) => text === 't')],
  [1001, arrayOf(readBytes)],
  [1017, arrayOf(readPoint)],
  ...[1005, 1007, 1028].map((oid) => [oid, integers]), // int2, int4, oid
  ...[1021, 1022].map((oid) => [oid, floats]), // float4, float8
  ...[199, 3807].map((oid) => [oid, documents]), // json, jsonb
  // int8, cidr, regproc, text, char, varchar, macaddr, inet, numrange, uuid, money, time, timetz
  ...[1016, 651, 1008, 1009, 1014, 1015, 1040, 1041, 3907, 2951, 791, 1183, 1270].map((oid) => [oid, texts]),
]);

// The rows in place: what came as text is read by its column's type.
export function readRows(rows, types) {
  types.forEach((type, column) => {
    const read = readers.get(type);
    if (read === undefined) return;
    for (const row of rows) if (row[column] !== null) row[column] = read(row[column]);
  });
  return rows;
}
