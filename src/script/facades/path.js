// node:path, of POSIX.
import { host } from './provide.js';

function normalize(path) {
  const absolute = path.startsWith('/');
  const parts = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts[parts.length - 1] !== '..') parts.pop();
    else if (!absolute) parts.push('..');
  }
  const end = path.length > 1 && path.endsWith('/') && parts.length > 0 ? '/' : '';
  return (absolute ? '/' : '') + parts.join('/') + end || '.';
}

function text(value) {
  if (typeof value !== 'string') throw new TypeError('The "path" argument must be of type string');
  return value;
}

const join = (...parts) => normalize(parts.map(text).filter((part) => part !== '').join('/') || '.');

function resolve(...parts) {
  let path = '';
  for (let index = parts.length - 1; index >= -1 && !path.startsWith('/'); index--) {
    const part = index < 0 ? host.cwd() : text(parts[index]);
    if (part !== '') path = path === '' ? part : `${part}/${path}`;
  }
  const found = normalize(path);
  return found.length > 1 && found.endsWith('/') ? found.slice(0, -1) : found;
}

const trimmed = (path) => (path.length > 1 ? path.replace(/\/+$/, '') || '/' : path);

function dirname(path) {
  const whole = trimmed(text(path));
  const slash = whole.lastIndexOf('/');
  if (slash < 0) return '.';
  return trimmed(whole.slice(0, slash)) || '/';
}

function basename(path, extension = '') {
  const whole = trimmed(text(path));
  const name = whole.slice(whole.lastIndexOf('/') + 1);
  return extension !== '' && name !== extension && name.endsWith(extension) ? name.slice(0, -extension.length) : name;
}

function extname(path) {
  const name = basename(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 || name === '..' ? '' : name.slice(dot);
}

function relative(from, to) {
  const a = resolve(from).split('/').filter(Boolean);
  const b = resolve(to).split('/').filter(Boolean);
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  return [...a.slice(same).map(() => '..'), ...b.slice(same)].join('/');
}

function parse(path) {
  const base = basename(path);
  const ext = extname(base);
  const root = path.startsWith('/') ? '/' : '';
  const dir = dirname(path);
  return { root, dir: dir === '.' && !path.startsWith('.') ? '' : dir, base, ext, name: base.slice(0, base.length - ext.length) };
}

const format = ({ dir, root = '', base, name = '', ext = '' }) => {
  const last = base ?? name + ext;
  return dir ? (dir === root ? dir + last : `${dir}/${last}`) : root + last;
};

let made;
export function path() {
  if (made) return made;
  made = {
    sep: '/', delimiter: ':', normalize, join, resolve, dirname, basename, extname, relative, parse, format,
    isAbsolute: (value) => text(value).startsWith('/'),
    toNamespacedPath: (value) => value,
  };
  made.posix = made;
  return made;
}
