// Mistakes in a schema: collected, because all of them are reported, not the first.

const problems = [];
let file = "";
let name = "";

// What follows concerns this export of this file.
export function concerning(itsFile, itsName) {
  file = itsFile;
  name = itsName;
}

// Where the things of a schema are declared, for whoever has something to say of one later on.
const declarations = [];

// The export that is concerned is this table, view, enum or sequence.
export function declare(schema, object) {
  declarations.push([schema, object, file, name]);
}

export function takeDeclarations() {
  return declarations.splice(0);
}

export const concerned = () => ({ file, exported: name });

// `part`: the name of a column, an index and so on, that stands in the source of the export.
export function report(level, code, message, hint = "", part = "", line = 0, column = 0) {
  problems.push({ level, code, message, hint, file, name, part, line, column });
}

// An exception of the project's code or of drizzle-orm: the nearest line of the project's own files
// is where it happened.
export function reportThrown(what, thrown) {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  let line = 0;
  let column = 0;
  const before = file;
  for (const frame of String(thrown?.stack ?? "").split("\n")) {
    const found = /\(?(\/[^()]*?):(\d+)(?::(\d+))?\)?$/.exec(frame.trim());
    if (found && !found[1].includes("/node_modules/")) {
      file = found[1];
      line = Number(found[2]);
      column = Number(found[3] ?? 0);
      break;
    }
  }
  report("error", "SCHEMA.THROWN", `${what}: ${message}`, "", "", line, column);
  file = before;
}

export function takeProblems() {
  return problems.splice(0);
}
