// A configuration file's content as plain data: each key checked, and what is wrong with it collected.
const { load, waitFor } = globalThis.__sluice;

const known = new Set([
  "breakpoints",
  "bundle",
  "casing",
  "dbCredentials",
  "dialect",
  "driver",
  "entities",
  "extensionsFilters",
  "introspect",
  "migrations",
  "out",
  "schema",
  "schemaFilter",
  "sql",
  "strict",
  "tablesFilter",
  "verbose",
]);

// What each kind of value looks like; `said` is how a mistake words it.
const shapes = {
  text: { said: "a string", fits: (value) => typeof value === "string" },
  flag: { said: "true or false", fits: (value) => typeof value === "boolean" },
  texts: {
    said: "a string or a list of strings",
    fits: (value) =>
      typeof value === "string" ||
      (Array.isArray(value) && value.every((item) => typeof item === "string")),
  },
  object: {
    said: "an object",
    fits: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  },
};

function oneOf(...values) {
  return { said: values.join(" or "), fits: (value) => values.includes(value) };
}

class Reader {
  constructor() {
    this.mistakes = [];
  }
  // The value of a key if it has the shape; a value of another shape is a mistake.
  take(object, key, shape, path = key) {
    const value = object[key];
    if (value === undefined || value === null) return undefined;
    if (shape.fits(value)) return value;
    const written = typeof value === "string" ? `"${value}"` : `a ${typeof value}`;
    this.mistakes.push(`${path} is ${written} and should be ${shape.said}`);
    return undefined;
  }
  list(object, key) {
    const value = this.take(object, key, shapes.texts);
    return value === undefined ? undefined : [value].flat();
  }
}

// Certificates come as strings, as what readFileSync gives, or as lists of either.
function certificateText(value) {
  if (Array.isArray(value)) return value.map(certificateText).join("\n");
  return value instanceof Uint8Array ? value.toString("utf8") : value;
}

function sslText(ssl) {
  if (ssl === undefined || ssl === null) return undefined;
  if (typeof ssl === "boolean") return ssl ? "true" : "disable";
  if (typeof ssl === "string") return ssl;
  const plain = { ...ssl };
  for (const key of ["ca", "cert", "key", "crl"]) {
    if (key in plain) plain[key] = certificateText(plain[key]);
  }
  // Whatever it does, it is there to accept other names.
  if (typeof ssl.checkServerIdentity === "function") plain.checkServerIdentity = true;
  return JSON.stringify(plain);
}

function text(value) {
  return value === undefined || value === null ? undefined : String(value);
}

function credentials(object, remarks) {
  if (object === undefined) return undefined;
  if (object.connectionString !== undefined && object.url === undefined) {
    remarks.push("dbCredentials.connectionString is an old name: it is dbCredentials.url now");
  }
  return {
    url: text(object.url ?? object.connectionString),
    host: text(object.host),
    port: text(object.port),
    user: text(object.user),
    password: text(object.password),
    database: text(object.database),
    ssl: sslText(object.ssl),
  };
}

// Early versions of drizzle-kit had `driver: "pg"` where `dialect` is now.
const oldDrivers = { pg: "postgresql", mysql2: "mysql", "better-sqlite": "sqlite", libsql: "sqlite" };

function dialectOf(content, driver, remarks) {
  if (content.dialect !== undefined || !(driver in oldDrivers)) return content.dialect;
  const dialect = oldDrivers[driver];
  remarks.push(`driver: "${driver}" is an old key: it is dialect: "${dialect}" now`);
  return dialect;
}

async function contentOf(file) {
  const exported = load(file);
  waitFor(file);
  let content = await (exported?.default ?? exported);
  if (typeof content === "function") {
    waitFor(file, content);
    content = await content();
  }
  return content;
}

export async function read({ file }) {
  const content = await contentOf(file);
  if (!shapes.object.fits(content)) {
    return { mistakes: ["the file exports no configuration object"], remarks: [] };
  }
  const reader = new Reader();
  const remarks = [];
  const driver = reader.take(content, "driver", shapes.text);
  const dialect = dialectOf(content, driver, remarks);
  const migrations = reader.take(content, "migrations", shapes.object) ?? {};
  const entities = reader.take(content, "entities", shapes.object) ?? {};
  const introspect = reader.take(content, "introspect", shapes.object) ?? {};
  return {
    dialect: reader.take({ dialect }, "dialect", shapes.text),
    driver: driver in oldDrivers ? undefined : driver,
    schema: reader.list(content, "schema"),
    out: reader.take(content, "out", shapes.text),
    database: credentials(reader.take(content, "dbCredentials", shapes.object), remarks),
    table: reader.take(migrations, "table", shapes.text, "migrations.table"),
    migrationsSchema: reader.take(migrations, "schema", shapes.text, "migrations.schema"),
    prefix: reader.take(
      migrations,
      "prefix",
      oneOf("index", "timestamp", "supabase", "unix", "none"),
      "migrations.prefix",
    ),
    down: reader.take(migrations, "down", shapes.flag, "migrations.down"),
    casing: reader.take(content, "casing", oneOf("snake_case", "camelCase")),
    introspectCasing: reader.take(introspect, "casing", oneOf("camel", "preserve"), "introspect.casing"),
    breakpoints: reader.take(content, "breakpoints", shapes.flag),
    strict: reader.take(content, "strict", shapes.flag),
    verbose: reader.take(content, "verbose", shapes.flag),
    tablesFilter: reader.list(content, "tablesFilter"),
    schemaFilter: reader.list(content, "schemaFilter"),
    extensionsFilters: reader.list(content, "extensionsFilters"),
    roles: entities.roles === undefined ? undefined : JSON.stringify(entities.roles),
    unknown: Object.keys(content).filter((key) => !known.has(key)),
    mistakes: reader.mistakes,
    remarks,
  };
}
