// TypeScript in, JavaScript out: types are blanked in place, so every line and column stays;
// imports and exports become the calls that the engine's loader answers (runtime/loader.js).
#pragma once

#include <string>
#include <string_view>

#include "base/text.hpp"

namespace sluice::script {

// What a tsconfig.json says of a TypeScript file that shows when it is evaluated.
struct strip_options {
  // Else they are assigned in the constructor, behind its parameters that are properties; those
  // without a value are not there at all.
  bool defines_class_fields = true;
  bool keeps_unused_imports = false;  // what they import is evaluated
};

// `file` decides the dialect by its extension (.tsx and .jsx have JSX syntax, .js and .mjs no
// types) and names the place of errors. Throws SCRIPT.SYNTAX, or SCRIPT.UNSUPPORTED for what can't
// be evaluated so: decorators, accessor fields, `using`, await outside a function, variables that a
// namespace exports. JSX is read, and throws when it is evaluated.
//
// The result is the body of a function, on the lines it came in on, that may use these names:
//   exports, require, module, __filename, __dirname   as CommonJS has them
//   __module.export({ name: () => name, ... })  `export`: getters, once, before anything else of a
//                              file with import or export runs; it also marks the file an ES module
//   __module.import("x")       `import` and `export from`: the namespace, read as `.default` and
//                              `.name` where it is used; standing where the statement stood
//   __module.star("x")         `export * from "x"`: names that the file has itself win
//   __module.dynamic(x)        `import(x)`: a promise of the namespace
//   __module.meta              `import.meta`
// Such a file's result begins with "use strict". The user's own `const require` or `const
// __dirname` is no conflict; `require("x")` in the source stays as it is.
std::string strip(std::string_view source, const std::string& file,
                  const strip_options& options = {});

// The line of the first loop behind a place of the source, in the same function; 0 where there is
// none, or where the place is in a loop itself.
int loop_after(std::string_view source, const std::string& file, line_column seen);

}  // namespace sluice::script
