// Whether TypeScript takes the files: for each folder that has errors, the first.
'use strict';
const path = require('node:path');
const ts = require('typescript');

function compile(folders) {
  const files = folders.flatMap((folder) => ['schema.ts', 'relations.ts'].map((name) => path.join(folder, name)));
  const program = ts.createProgram(files, { strict: true, noEmit: true, skipLibCheck: true, target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, types: [] });
  const errors = new Map();
  for (const one of ts.getPreEmitDiagnostics(program)) {
    const folder = one.file ? path.dirname(one.file.fileName) : '';
    if (errors.has(folder)) continue;
    const { line } = one.file ? one.file.getLineAndCharacterOfPosition(one.start) : { line: 0 };
    const text = one.file ? one.file.text.split('\n')[line] : '';
    errors.set(folder, `${path.basename(one.file?.fileName ?? '')}:${line + 1} ${ts.flattenDiagnosticMessageText(one.messageText, ' ').slice(0, 300)}\n    ${text}`);
  }
  return errors;
}

module.exports = { compile };
