// What the engine's own JavaScript calls natively. User's code has no way to these functions.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "script/engine.hpp"
#include "script/files.hpp"
#include "script/machine.hpp"
#include "script/record.hpp"
#include "script/resolver.hpp"

namespace sluice::script {

class host {
 public:
  host(settings options, machine& engine);

  void add_bundle(bundle part);
  void add_native(std::string name, native_function function) {
    functions_.insert_or_assign(std::move(name), std::move(function));
  }
  // The engine's own JavaScript.
  void start(std::span<const unsigned char> runtime, std::span<const unsigned char> facades);

  value call(const std::string& module, const std::string& function, std::string_view argument);
  bool next_timer();
  // Lets go of the engine's values.
  void end() { runtime_ = {}; }

  void depend_on(const std::filesystem::path& file);
  // Where what a bundle waits for comes from.
  place awaited() { return awaited_.file.empty() ? place{} : told(awaited_); }

  const std::map<std::string, std::string>& environment() const { return environment_; }
  const std::vector<stand_in>& stand_ins() const { return stand_ins_; }
  const std::vector<input>& inputs() const { return depends_.inputs(); }

  // The line of a loop that may have run when the engine was last seen at a place; or 0.
  int loop_after(const place& seen);

  place place_of(std::string_view stack);

  // A place in compiled code as a place in the file, which is named from the working directory.
  place told(place compiled);

 private:
  using arguments = std::span<JSValueConst>;
  using native = value (host::*)(arguments);
  struct entry {
    const char* name;
    native function;
  };
  static const std::span<const entry> natives;
  static JSValue dispatch(JSContext* context, JSValueConst self, int count, JSValueConst* values,
                          int which);

  // Modules.
  value begin(arguments given);
  value resolve(arguments given);
  value compile(arguments given);
  value json(arguments given);
  value bundle_of(arguments given);
  value wait_for(arguments given);
  value fail(arguments given);
  value fail_import(arguments given);
  value note_stand_in(arguments given);
  value native_call(arguments given);
  // The process.
  value console(arguments given);
  value variable(arguments given);
  value variable_names(arguments given);
  value set_variable(arguments given);
  value chance(arguments given);
  value working_directory(arguments given);
  value program_arguments(arguments given);
  // Files of the project, for reading.
  value look(arguments given);
  value read_text(arguments given);
  value read_bytes(arguments given);
  value list(arguments given);
  value real_path(arguments given);
  // Bytes.
  value encode(arguments given);
  value decode(arguments given);
  value random(arguments given);
  value digest(arguments given);

  std::string argument(arguments given, std::size_t index);
  std::string display(const std::string& file) const;
  // The bytes of an ArrayBuffer, from an offset on, of a length.
  std::string_view bytes(arguments given, std::size_t index) const;
  void note_variable(const std::string& name);
  // The path after links; an error where it may not be read.
  std::string permitted(const std::string& path);
  // The file's text, and what is compiled of it.
  std::string source_of(const std::string& file);
  std::string code_of(const std::string& source, const std::string& file);
  int told_column(const place& compiled);
  // The place of `specifier` in the file that imports it now.
  place import_of(const std::string& specifier, const std::string& importer);
  void evaluate_with(const char* member, std::span<const unsigned char> code);

  settings options_;
  machine& machine_;
  record depends_;
  files disk_;
  resolver resolver_;
  std::map<std::string, std::string> environment_;
  std::set<std::string, std::less<>> written_;  // variables that the code set itself
  std::vector<stand_in> stand_ins_;
  struct loaded_bundle {
    bundle part;
    bool evaluated = false;
  };
  std::vector<loaded_bundle> bundles_;
  std::map<std::string, native_function, std::less<>> functions_;
  std::span<const unsigned char> facades_;
  bool facades_evaluated_ = false;
  value runtime_;
  place awaited_;
};

}  // namespace sluice::script
