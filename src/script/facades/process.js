// node:process and node:os: what a configuration may ask, and nothing that acts.
import { environment, facade, host, lacking } from './provide.js';

const quiet = () => false;

export function process() {
  const emitter = new (facade('events').EventEmitter)();
  const write = (text) => {
    host.console(String(text).replace(/\n$/, ''));
    return true;
  };
  const stream = { write, isTTY: false, columns: 80, fd: 1, on: () => stream, once: () => stream };
  const exit = (code) => host.fail('SCRIPT.THROWN', `the code called process.exit(${code ?? ''})`, '');
  const hrtime = (earlier = [0, 0]) => {
    const now = globalThis.performance.now();
    return [Math.floor(now / 1000) - earlier[0], Math.floor((now % 1000) * 1e6) - earlier[1]];
  };
  hrtime.bigint = () => BigInt(Math.floor(globalThis.performance.now() * 1e6));
  const made = Object.assign(Object.create(emitter), {
    env: environment,
    argv: ['node', 'sluice', ...host.arguments()],
    argv0: 'node',
    execArgv: [],
    execPath: '/usr/bin/node',
    title: 'sluice',
    pid: 1,
    ppid: 0,
    platform: 'linux',
    arch: 'x64',
    version: 'v22.0.0',
    versions: { node: '22.0.0' },
    release: { name: 'node' },
    config: { variables: {} },
    report: { getReport: () => ({ header: {}, sharedObjects: [] }) },
    features: {},
    exitCode: undefined,
    stdout: stream,
    stderr: stream,
    stdin: { isTTY: false, on: () => undefined },
    cwd: () => host.cwd(),
    exit,
    abort: exit,
    hrtime,
    umask: () => 0o22,
    uptime: () => 0,
    emitWarning: (warning) => host.console(String(warning?.message ?? warning)),
    nextTick: (callback, ...values) => queueMicrotask(() => callback(...values)),
    memoryUsage: () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }),
    getBuiltinModule: (name) => facade(String(name).replace(/^node:/, '')),
    loadEnvFile: (path = '.env') => {
      const { error } = facade('dotenv').config({ path });
      if (error) throw error;
    },
    ...lacking('process', ['chdir', 'kill', 'dlopen', 'setuid', 'setgid', 'binding']),
  });
  made.emit = quiet;
  return made;
}

export const os = () => ({
  EOL: '\n',
  devNull: '/dev/null',
  constants: { signals: {} },
  arch: () => 'x64',
  platform: () => 'linux',
  type: () => 'Linux',
  release: () => '',
  endianness: () => 'LE',
  hostname: () => 'localhost',
  homedir: () => environment.HOME ?? '/',
  tmpdir: () => environment.TMPDIR ?? '/tmp',
  userInfo: () => ({ username: environment.USER ?? '', uid: -1, gid: -1, shell: null, homedir: environment.HOME ?? '/' }),
  cpus: () => [{ model: '', speed: 0 }],
  availableParallelism: () => 1,
  totalmem: () => 0,
  freemem: () => 0,
  loadavg: () => [0, 0, 0],
  networkInterfaces: () => ({}),
  uptime: () => 0,
});
