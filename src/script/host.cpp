#include "script/host.hpp"

#include <algorithm>
#include <array>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "script/names.hpp"
#include "script/stack.hpp"

namespace sluice::script {

host::host(settings options, machine& engine)
    : options_(std::move(options)),
      machine_(engine),
      disk_(options_.root, depends_),
      resolver_(disk_),
      environment_(options_.environment) {
  if (options_.working_directory.empty()) options_.working_directory = options_.root;
  options_.working_directory =
      disk_.real(join_path("/", std::filesystem::absolute(options_.working_directory).string()));
  // Dates are local ones.
  note_variable("TZ");
}

std::string host::display(const std::string& file) const {
  const std::string folder = options_.working_directory.string() + "/";
  return file.starts_with(folder) ? file.substr(folder.size()) : file;
}

void host::add_bundle(bundle part) {
  for (const std::string& name : part.modules) resolver_.add_module(name);
  bundles_.push_back({std::move(part)});
}

JSValue host::dispatch(JSContext* context, JSValueConst /*self*/, int count, JSValueConst* values,
                       int which) {
  auto& self = *static_cast<host*>(JS_GetContextOpaque(context));
  try {
    const native function = natives[static_cast<std::size_t>(which)].function;
    return (self.*function)({values, static_cast<std::size_t>(count)}).release();
  } catch (error& failed) {
    return self.machine_.throw_error(std::move(failed));
  } catch (const std::exception& failed) {
    return self.machine_.throw_error(error(failure::config, "SCRIPT.HOST", failed.what()));
  }
}

void host::evaluate_with(const char* member, std::span<const unsigned char> code) {
  JSContext* context = machine_.context();
  const value globals(context, JS_GetGlobalObject(context));
  const auto put = [&](value object) {
    JS_DefinePropertyValueStr(context, globals.get(), "__sluice", object.release(),
                              JS_PROP_CONFIGURABLE);
  };
  // One bundle's evaluation may ask for another: what was there comes back.
  value outer(context, JS_GetPropertyStr(context, globals.get(), "__sluice"));
  const auto restore = [&] {
    if (!JS_IsUndefined(outer.get())) {
      put(std::move(outer));
      return;
    }
    const JSAtom name = JS_NewAtom(context, "__sluice");
    JS_DeleteProperty(context, globals.get(), name, 0);
    JS_FreeAtom(context, name);
  };
  put(machine_.get(runtime_, member));
  try {
    machine_.run_bytecode(code);
  } catch (...) {
    restore();
    throw;
  }
  restore();
}

void host::start(std::span<const unsigned char> runtime, std::span<const unsigned char> facades) {
  JSContext* context = machine_.context();
  facades_ = facades;
  JS_SetContextOpaque(context, this);
  const value globals(context, JS_GetGlobalObject(context));
  value functions(context, JS_NewObject(context));
  for (std::size_t index = 0; index < natives.size(); ++index) {
    JS_SetPropertyStr(context, functions.get(), natives[index].name,
                      JS_NewCFunctionMagic(context, dispatch, natives[index].name, 0,
                                           JS_CFUNC_generic_magic, static_cast<int>(index)));
  }
  JS_SetPropertyStr(context, globals.get(), "__host", functions.release());
  machine_.run_bytecode(runtime);
}

value host::call(const std::string& module, const std::string& function,
                 std::string_view argument) {
  const value called = machine_.get(runtime_, "call");
  const value name = machine_.string(module);
  const value member = machine_.string(function);
  const value given = machine_.parse_json(std::string(argument), "argument");
  std::array<JSValue, 3> all = {name.get(), member.get(), given.get()};
  return machine_.call(called, all);
}

place host::place_of(std::string_view stack) {
  const std::vector<frame> frames = user_frames(stack);
  const auto own = std::find_if(frames.begin(), frames.end(), [](const frame& one) {
    return one.where.file.find("/node_modules/") == std::string::npos;
  });
  if (own != frames.end()) return told(own->where);
  return frames.empty() ? place{} : told(frames.front().where);
}

bool host::next_timer() {
  const value function = machine_.get(runtime_, "nextTimer");
  return JS_ToBool(machine_.context(), machine_.call(function, {}).get()) == 1;
}

std::string host::argument(arguments given, std::size_t index) {
  return index < given.size() ? machine_.text(given[index]) : std::string();
}

value host::begin(arguments given) {
  runtime_ = value(machine_.context(), JS_DupValue(machine_.context(), given[0]));
  return {};
}

value host::wait_for(arguments given) {
  awaited_ = {.file = permitted(argument(given, 0))};
  int line = 0;
  if (given.size() > 1 && JS_ToInt32(machine_.context(), &line, given[1]) == 0) {
    awaited_.line = line;
  }
  return {};
}

void host::depend_on(const std::filesystem::path& file) {
  if (disk_.look(file) == files::kind::file) disk_.read(file);
}

value host::bundle_of(arguments given) {
  const std::string name = argument(given, 0);
  if (name.starts_with("node:")) {
    if (!std::exchange(facades_evaluated_, true)) evaluate_with("facades", facades_);
    return {};
  }
  for (loaded_bundle& item : bundles_) {
    const auto& modules = item.part.modules;
    if (std::find(modules.begin(), modules.end(), name) == modules.end() || item.evaluated)
      continue;
    item.evaluated = true;
    evaluate_with("sluice", item.part.bytecode);
    return {};
  }
  return {};
}

}  // namespace sluice::script
