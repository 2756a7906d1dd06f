const { host, define, environment } = globalThis.__sluice;
define('node:process', { env: environment, cwd: () => host.cwd(), argv: ['node'], platform: 'linux' });
define('node:console', { log: (...a) => host.console(a.join(' ')), error: (...a) => host.console(a.join(' ')), warn: (...a) => host.console(a.join(' ')), info: (...a) => host.console(a.join(' ')) });
define('node:util', { TextEncoder: class {}, TextDecoder: class {} });
define('node:buffer', { Buffer: class Buffer extends Uint8Array {} });
