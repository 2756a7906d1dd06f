// Native functions for the façades: the process, files of the project, bytes; and the table of all.
#include <algorithm>
#include <array>
#include <sys/random.h>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "script/digest.hpp"
#include "script/host.hpp"

namespace sluice::script {
namespace {

value buffer_of(JSContext* context, std::string_view bytes) {
  return {context, JS_NewArrayBufferCopy(
                       context, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size())};
}

value array_of(machine& js, const std::vector<std::string>& texts) {
  JSContext* context = js.context();
  value array(context, JS_NewArray(context));
  std::uint32_t index = 0;
  for (const std::string& text : texts) {
    JS_SetPropertyUint32(context, array.get(), index++, js.string(text).release());
  }
  return array;
}

}  // namespace

value host::console(arguments given) {
  if (options_.console) options_.console(argument(given, 0));
  return {};
}

void host::note_variable(const std::string& name) {
  const auto found = options_.environment.find(name);
  depends_.note(input::kind::environment, name,
                found == options_.environment.end() ? "" : content_key(found->second));
}

value host::variable(arguments given) {
  const std::string name = argument(given, 0);
  if (!written_.contains(name)) note_variable(name);
  const auto found = environment_.find(name);
  return found == environment_.end() ? value() : machine_.string(found->second);
}

value host::variable_names(arguments /*given*/) {
  const input all{input::kind::environment, "*", {}};
  depends_.note(all.what, all.name, current_key(all, options_.environment));
  std::vector<std::string> names;
  names.reserve(environment_.size());
  for (const auto& [name, text] : environment_) names.push_back(name);
  return array_of(machine_, names);
}

value host::set_variable(arguments given) {
  const std::string name = argument(given, 0);
  written_.insert(name);
  if (given.size() < 2 || JS_IsUndefined(given[1])) {
    environment_.erase(name);
  } else {
    environment_[name] = argument(given, 1);
  }
  return {};
}

value host::chance(arguments given) {
  depends_.note(input::kind::chance, argument(given, 0), {});
  return {};
}

value host::working_directory(arguments /*given*/) {
  return machine_.string(options_.working_directory.string());
}

value host::program_arguments(arguments /*given*/) {
  return array_of(machine_, options_.arguments);
}

std::string host::permitted(const std::string& path) {
  std::string real = disk_.real(path);
  if (disk_.allowed(real)) return real;
  throw error(failure::config, "SCRIPT.FORBIDDEN",
              concat("the code reads ", path, ", outside the project"))
      .because(concat("only files below ", disk_.root(), " and its node_modules can be read"));
}

value host::look(arguments given) {
  const std::string path = argument(given, 0);
  const files::kind what = disk_.look(path);
  if (what == files::kind::absent) return machine_.string("");
  permitted(path);
  // That it is there may be all that is asked: recorded as if it was read.
  if (what == files::kind::directory) {
    disk_.list(path);
    return machine_.string("d");
  }
  disk_.read(path);
  return machine_.string("f");
}

value host::read_text(arguments given) {
  const std::string path = argument(given, 0);
  permitted(path);
  return machine_.string(disk_.read(path));
}

value host::read_bytes(arguments given) {
  const std::string path = argument(given, 0);
  permitted(path);
  return buffer_of(machine_.context(), disk_.read(path));
}

value host::list(arguments given) {
  const std::string path = argument(given, 0);
  permitted(path);
  return array_of(machine_, disk_.list(path));
}

value host::real_path(arguments given) {
  return machine_.string(permitted(argument(given, 0)));
}

value host::encode(arguments given) {
  return buffer_of(machine_.context(), argument(given, 0));
}

std::string_view host::bytes(arguments given, std::size_t index) const {
  JSContext* context = machine_.context();
  std::size_t size = 0;
  const std::uint8_t* all = JS_GetArrayBuffer(context, &size, given[index]);
  std::int64_t offset = 0;
  std::int64_t length = 0;
  if (all == nullptr || given.size() < index + 3 ||
      JS_ToInt64(context, &offset, given[index + 1]) != 0 ||
      JS_ToInt64(context, &length, given[index + 2]) != 0 || offset < 0 || length < 0 ||
      static_cast<std::size_t>(offset) > size ||
      static_cast<std::size_t>(length) > size - static_cast<std::size_t>(offset)) {
    const value ignored(context, JS_GetException(context));
    return {};
  }
  return {reinterpret_cast<const char*>(all) + offset, static_cast<std::size_t>(length)};
}

value host::decode(arguments given) {
  return machine_.string(bytes(given, 0));
}

value host::random(arguments given) {
  constexpr std::int64_t most = 64 << 20;
  std::int64_t size = 0;
  if (given.empty() || JS_ToInt64(machine_.context(), &size, given[0]) != 0 || size < 0 ||
      size > most) {
    throw error(failure::config, "SCRIPT.THROWN", "no such number of random bytes can be had");
  }
  depends_.note(input::kind::chance, "random", {});
  std::string filled(static_cast<std::size_t>(size), '\0');
  std::size_t done = 0;
  while (done < filled.size()) {
    const ssize_t got = ::getrandom(filled.data() + done, filled.size() - done, 0);
    if (got > 0) done += static_cast<std::size_t>(got);
  }
  return buffer_of(machine_.context(), filled);
}

value host::digest(arguments given) {
  return buffer_of(machine_.context(), script::digest(argument(given, 0), bytes(given, 1)));
}

const std::span<const host::entry> host::natives = [] {
  static constexpr std::array entries = {
      entry{"start", &host::begin},
      entry{"resolve", &host::resolve},
      entry{"compile", &host::compile},
      entry{"json", &host::json},
      entry{"bundle", &host::bundle_of},
      entry{"waitFor", &host::wait_for},
      entry{"fail", &host::fail},
      entry{"failImport", &host::fail_import},
      entry{"standIn", &host::note_stand_in},
      entry{"native", &host::native_call},
      entry{"console", &host::console},
      entry{"environment", &host::variable},
      entry{"environmentNames", &host::variable_names},
      entry{"setEnvironment", &host::set_variable},
      entry{"chance", &host::chance},
      entry{"cwd", &host::working_directory},
      entry{"arguments", &host::program_arguments},
      entry{"look", &host::look},
      entry{"readText", &host::read_text},
      entry{"readBytes", &host::read_bytes},
      entry{"list", &host::list},
      entry{"realpath", &host::real_path},
      entry{"encode", &host::encode},
      entry{"decode", &host::decode},
      entry{"random", &host::random},
      entry{"digest", &host::digest},
  };
  return std::span<const entry>(entries);
}();

}  // namespace sluice::script
