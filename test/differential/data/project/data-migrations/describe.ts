// A value as a text in which everything shows that can differ.
export function describe(value: any): string {
  if (value === null || value === undefined || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return 'function';
  if (value instanceof Date) return `Date(${Number.isNaN(value.getTime()) ? 'invalid' : value.toISOString()})`;
  if (ArrayBuffer.isView(value)) return `${Buffer.isBuffer(value) ? 'Buffer' : 'bytes'}(${Buffer.from(value as Uint8Array).toString('hex')})`;
  if (Array.isArray(value)) return `[${Array.from(value, describe).join(', ')}]`;
  return `{${Object.keys(value).map((key) => `${key}: ${describe(value[key])}`).join(', ')}}`;
}

// What went wrong, as far as PostgreSQL and drizzle-orm say it.
export function describeError(error: any): string {
  const { cause } = error;
  const fields = ['name', 'code', 'severity', 'message', 'detail', 'hint', 'position', 'schema', 'table', 'column', 'constraint'];
  const said = cause === undefined ? '' : ` because {${fields.map((name) => `${name}: ${describe(cause[name])}`).join(', ')}}`;
  return `${error.constructor.name} ${JSON.stringify(error.message)}${said}`;
}
