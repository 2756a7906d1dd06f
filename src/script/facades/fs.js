// node:fs: reading files of the project; everything else is an error when it is called.
import { facade, host, lacking } from './provide.js';

const pathOf = (given) => {
  if (typeof given === 'string') return facade('path').resolve(given);
  if (given instanceof globalThis.URL) return facade('url').fileURLToPath(given);
  return facade('path').resolve(String(given));
};

function absent(call, path) {
  const error = new Error(`ENOENT: no such file or directory, ${call} '${path}'`);
  return Object.assign(error, { code: 'ENOENT', errno: -2, syscall: call, path });
}

const encodingOf = (options) => (typeof options === 'string' ? options : options?.encoding);

function readFileSync(given, options) {
  const path = pathOf(given);
  if (host.look(path) !== 'f') throw absent('open', path);
  const encoding = encodingOf(options);
  if (/^utf-?8$/i.test(encoding ?? '')) return host.readText(path);
  const bytes = globalThis.Buffer.from(host.readBytes(path));
  return encoding ? bytes.toString(encoding) : bytes;
}

function statSync(given, options) {
  const path = pathOf(given);
  const what = host.look(path);
  if (what === '') {
    if (options?.throwIfNoEntry === false) return undefined;
    throw absent('stat', path);
  }
  return {
    isFile: () => what === 'f', isDirectory: () => what === 'd', isSymbolicLink: () => false, isFIFO: () => false,
    isSocket: () => false, isBlockDevice: () => false, isCharacterDevice: () => false,
    get size() { return what === 'f' ? host.readBytes(path).byteLength : 0; },
  };
}

function readdirSync(given, options) {
  const path = pathOf(given);
  if (host.look(path) !== 'd') throw absent('scandir', path);
  const names = host.list(path);
  if (!options?.withFileTypes) return names;
  return names.map((name) => Object.assign(statSync(`${path}/${name}`), { name, parentPath: path, path }));
}

function accessSync(given) {
  if (host.look(pathOf(given)) === '') throw absent('access', pathOf(given));
}

const constants = { F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1 };

export function fsPromises() {
  const later = (call) => async (...values) => call(...values);
  return {
    readFile: later(readFileSync), stat: later(statSync), lstat: later(statSync), readdir: later(readdirSync),
    access: later(accessSync), realpath: later((given) => host.realpath(pathOf(given))), constants,
    ...lacking('fs.promises', ['writeFile', 'appendFile', 'mkdir', 'mkdtemp', 'rm', 'rmdir', 'unlink', 'rename', 'copyFile',
      'cp', 'open', 'chmod', 'chown', 'symlink', 'link', 'utimes', 'truncate', 'watch', 'readlink', 'opendir', 'glob']),
  };
}

export function fs() {
  const realpathSync = (given) => host.realpath(pathOf(given));
  realpathSync.native = realpathSync;
  const withCallback = (call) => (...values) => {
    const callback = values.pop();
    let result;
    try {
      result = call(...values);
    } catch (error) {
      queueMicrotask(() => callback(error));
      return;
    }
    queueMicrotask(() => callback(null, result));
  };
  return {
    constants, readFileSync, statSync, lstatSync: statSync, readdirSync, accessSync, realpathSync,
    existsSync: (given) => host.look(pathOf(given)) !== '',
    readFile: withCallback(readFileSync), stat: withCallback(statSync), lstat: withCallback(statSync),
    readdir: withCallback(readdirSync), access: withCallback(accessSync), realpath: withCallback(realpathSync),
    get promises() { return facade('fs/promises'); },
    ...lacking('fs', ['writeFile', 'writeFileSync', 'appendFile', 'appendFileSync', 'mkdir', 'mkdirSync', 'mkdtemp', 'mkdtempSync',
      'rm', 'rmSync', 'rmdir', 'rmdirSync', 'unlink', 'unlinkSync', 'rename', 'renameSync', 'copyFile', 'copyFileSync', 'cp', 'cpSync',
      'open', 'openSync', 'close', 'closeSync', 'read', 'readSync', 'write', 'writeSync', 'chmod', 'chmodSync', 'chown', 'chownSync',
      'symlink', 'symlinkSync', 'link', 'linkSync', 'readlink', 'readlinkSync', 'utimes', 'utimesSync', 'truncate', 'truncateSync',
      'watch', 'watchFile', 'unwatchFile', 'createReadStream', 'createWriteStream', 'opendir', 'opendirSync', 'fstat', 'fstatSync',
      'fsync', 'fsyncSync', 'exists', 'ReadStream', 'WriteStream']),
  };
}
