// The embedded JavaScript engine: evaluates a project's TypeScript and JavaScript files within
// limits, with no access to anything but the project's own files. Knows files and values, nothing
// of schemas.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/json.hpp"
#include "script/native.hpp"

namespace sluice::script {

struct limits {
  std::size_t memory_bytes = std::size_t{256} << 20U;
  std::chrono::milliseconds time{10'000};  // of evaluation, for the engine's whole life
};

struct settings {
  // Only files below `root` (the workspace root) and node_modules folders on the way up to it are
  // readable, after links are resolved.
  std::filesystem::path root;
  std::filesystem::path working_directory;  // process.cwd()
  // process.argv behind its two program names: "generate", "--name", "init". Configurations ask it.
  std::vector<std::string> arguments;
  std::map<std::string, std::string> environment;  // process.env; changes stay inside the engine
  limits bounds;
  bool strict_imports = false;  // a package that can't be resolved is an error at once
  std::function<void(std::string_view)> console;  // a line of console.log and its kin
  const std::atomic<bool>* interrupt = nullptr;   // becomes true: SCRIPT.INTERRUPTED
};

// JavaScript that is part of sluice: bytecode that, evaluated, defines the modules it is named for
// by calling __sluice.define(name, exports). Evaluated when one of them is first imported. While it
// is evaluated (and not after: keep a reference) the global __sluice has
//   define(name, exports)   name: an exact specifier, exports: an object
//   load(path)              the exports of a user's file, by absolute path; evaluated once
//   waitFor(path, function) what the call waits for from now on comes from this user's file, and
//                           from this function, where it was one: an endless wait is told so
//   module(name)            the exports of another module that a bundle defines
//   loaded()                the user's files so far: [path, exports] of each
//   native(name, ...values) calls what add_native() was given under this name
//   standIn(value)          whether a value is the stand-in of a package that could not be
//   resolved:
//                           its name and importer as text, else undefined
struct bundle {
  std::string name;
  std::span<const unsigned char> bytecode;
  std::vector<std::string> modules;  // exact specifiers: "drizzle-orm", "drizzle-orm/pg-core"
};

// A package that could not be resolved or failed to load, and is only an error when something uses
// it.
struct stand_in {
  std::string package;
  std::string importer;  // file:line:column of the import
  std::string reason;    // why it failed to load; "" where it could not be found
};

// What an evaluation depended on: the key of a cache is all of it (see project/).
struct input {
  enum class kind {
    file,         // its content
    absent,       // a path that was looked for and is not there
    directory,    // its list of names
    environment,  // a variable's value, or that it is unset; named "*": all variables
    link,         // where a path leads after links are resolved
    chance,       // the clock or crypto's random numbers: nothing says what they give next time
  };
  kind what = kind::file;
  std::string name;  // absolute path, or the variable's name
  std::string key;   // content_key() of the content, names, value or path; "" for absent and unset
};

// The key that the input has now; an input still holds where it equals its own. Never for chance.
std::string current_key(const input& earlier,
                        const std::map<std::string, std::string>& environment);
bool still_holds(const input& earlier, const std::map<std::string, std::string>& environment);

class engine {
 public:
  explicit engine(settings options);
  ~engine();
  engine(const engine&) = delete;
  engine& operator=(const engine&) = delete;

  void add_bundle(bundle part);

  // A function for bundles; user's code has no way to it.
  void add_native(std::string name, native_function function);

  // Evaluates the file and calls `function` of the module `module` (a name that a bundle defined)
  // with the parsed JSON argument; a promise is awaited. Gives the result, plain data. Throws
  // sluice::error (failure::config) with the .ts file, line and column: SCRIPT.SYNTAX,
  // SCRIPT.THROWN, SCRIPT.IMPORT, SCRIPT.FORBIDDEN, SCRIPT.TIME, SCRIPT.MEMORY, SCRIPT.STACK,
  // SCRIPT.NEVER_SETTLES, SCRIPT.INTERRUPTED (failure::interrupted).
  rapidjson::Document call(std::string_view module, std::string_view function,
                           std::string_view json_argument);

  // Gives the memory of all that was evaluated back; nothing can be called after it.
  void end();

  // process.env as the evaluated code left it (dotenv in a config file adds to it).
  std::map<std::string, std::string> environment() const;

  // The innermost place of the project's own code in a stack, as an Error has it.
  place place_of(std::string_view stack);

  // Another file that the result depends on, or its absence: for inputs().
  void depend_on(const std::filesystem::path& file);

  const std::vector<stand_in>& stand_ins() const;
  const std::vector<input>& inputs() const;

 private:
  struct implementation;
  std::unique_ptr<implementation> self_;
};

}  // namespace sluice::script
