// dotenv, as far as configuration files use it: .env files into process.env. What the environment has
// already stays, and nothing is printed.

const { text } = globalThis.__sluice;

const line =
  /^[ \t]*(?:export[ \t]+)?([\w.-]+)(?:[ \t]*=[ \t]*|:[ \t]+)('(?:\\'|[^'])*'|"(?:\\"|[^"])*"|`(?:\\`|[^`])*`|[^#\r\n]*)?[ \t]*(?:#.*)?$/gm;

export function parse(source) {
  const values = {};
  for (const [, name, written = ""] of String(source).replace(/\r\n?/g, "\n").matchAll(line)) {
    const trimmed = written.trim();
    let value = /^(['"`])([\s\S]*)\1$/.exec(trimmed)?.[2] ?? trimmed;
    if (trimmed[0] === '"') value = value.replace(/\\n/g, "\n").replace(/\\r/g, "\r");
    values[name] = value;
  }
  return values;
}

export function populate(target, values, options = {}) {
  for (const [name, value] of Object.entries(values)) {
    if (options.override || target[name] === undefined) target[name] = value;
  }
}

export function config(options = {}) {
  const parsed = {};
  let error;
  for (const path of [options.path ?? ".env"].flat()) {
    const file = typeof path === "object" ? decodeURIComponent(path.pathname) : String(path);
    const source = text(file);
    if (source === undefined) {
      error = new Error(`ENOENT: no such file or directory, open '${file}'`);
      error.code = "ENOENT";
    } else {
      populate(parsed, parse(source), options);
    }
  }
  populate(options.processEnv ?? globalThis.process.env, parsed, options);
  return error === undefined ? { parsed } : { parsed, error };
}

export const configDotenv = config;
