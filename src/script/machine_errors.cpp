// The ends of an evaluation: from what JavaScript threw to sluice::error, and back.
#include <algorithm>

#include "base/text.hpp"
#include "script/machine.hpp"
#include "script/stack.hpp"

namespace sluice::script {

void machine::raise_syntax(const std::string& file) {
  const value thrown(context_, JS_GetException(context_));
  const value line(context_, JS_GetPropertyStr(context_, thrown.get(), "lineNumber"));
  if (!JS_IsNumber(line.get())) raise(thrown);
  const value stack(context_, JS_GetPropertyStr(context_, thrown.get(), "stack"));
  const value message(context_, JS_GetPropertyStr(context_, thrown.get(), "message"));
  throw error(failure::config, "SCRIPT.SYNTAX",
              concat("syntax error in ", told ? told({file}).file : file))
      .at(place_in(text(stack.get())))
      .because(text(message.get()));
}

value machine::new_error(const std::string& message) {
  // Thrown, because that is what records the stack.
  JS_ThrowTypeError(context_, "%s", "");
  value thrown(context_, JS_GetException(context_));
  if (JS_IsObject(thrown.get())) {
    JS_DefinePropertyValueStr(context_, thrown.get(), "message",
                              JS_NewStringLen(context_, message.data(), message.size()),
                              JS_PROP_WRITABLE | JS_PROP_CONFIGURABLE);
  }
  return thrown;
}

place machine::caller() {
  const value probe = new_error({});
  const value stack(context_, JS_GetPropertyStr(context_, probe.get(), "stack"));
  return place_in(text(stack.get()));
}

JSValue machine::throw_error(error failed) {
  const value thrown = new_error(failed.what());
  if (!JS_IsObject(thrown.get())) return JS_Throw(context_, JS_DupValue(context_, thrown.get()));
  if (failed.where.file.empty()) {
    const value stack(context_, JS_GetPropertyStr(context_, thrown.get(), "stack"));
    failed.where = place_in(text(stack.get()));
  }
  if (failed.code == "SCRIPT.IMPORT") {
    JS_DefinePropertyValueStr(context_, thrown.get(), "code",
                              JS_NewString(context_, "MODULE_NOT_FOUND"), JS_PROP_C_W_E);
  }
  known_.push_back({value(context_, JS_DupValue(context_, thrown.get())), std::move(failed)});
  return JS_Throw(context_, JS_DupValue(context_, thrown.get()));
}

place machine::place_in(const std::string& stack) const {
  const std::vector<frame> frames = user_frames(stack);
  if (frames.empty()) return {};
  return told ? told(frames.front().where) : frames.front().where;
}

std::string machine::frames_of(const std::string& stack) const {
  constexpr std::size_t shown = 6;
  std::string lines;
  const std::vector<frame> frames = user_frames(stack);
  if (frames.size() < 2) return lines;
  for (std::size_t index = 0; index < std::min(frames.size(), shown); ++index) {
    const place where = told ? told(frames[index].where) : frames[index].where;
    const std::string& function = frames[index].function;
    lines += function.empty() ? concat("\n  at ", where.text())
                              : concat("\n  at ", function, " (", where.text(), ")");
  }
  return lines;
}

error machine::time_out(const std::string& stack) const {
  if (interrupted()) {
    return error(failure::interrupted, "SCRIPT.INTERRUPTED",
                 "interrupted; the evaluation was stopped")
        .at(place_in(stack));
  }
  return error(failure::config, "SCRIPT.TIME",
               concat("the evaluation took longer than ",
                      std::to_string(time_limit_.count() / 1000), " s and was stopped"))
      .at(place_in(stack))
      .because("this is where it was then")
      .advise(
          "look for a loop or a regular expression without an end there, or allow more with "
          "--time-limit");
}

std::optional<error> machine::limit_reached(const std::string& message,
                                            const std::string& stack) const {
  if (timed_out_) return time_out(stack);
  if (memory_.exhausted() && message.find("out of memory") != std::string::npos) {
    return error(failure::config, "SCRIPT.MEMORY",
                 concat("the evaluation needed more than ", std::to_string(memory_limit_ >> 20U),
                        " MB of memory and was stopped"))
        .at(place_in(stack))
        .because("this is where it was then")
        .advise("look for what grows without an end there, or allow more with --memory-limit");
  }
  if (message.find("stack overflow") != std::string::npos) {
    return error(failure::config, "SCRIPT.STACK", "the code calls itself without an end")
        .at(place_in(stack))
        .because(message)
        .advise("look for a function or a getter that calls itself there");
  }
  return std::nullopt;
}

void machine::raise() {
  raise(value(context_, JS_GetException(context_)));
}

void machine::raise(const value& thrown) {
  memory_.allow(std::size_t{1} << 20U);
  if (JS_IsObject(thrown.get())) {
    for (const known_error& known : known_) {
      if (JS_VALUE_GET_PTR(known.thrown.get()) == JS_VALUE_GET_PTR(thrown.get())) throw known.what;
    }
  }
  if (timed_out_ && !JS_IsError(context_, thrown.get())) throw time_out({});
  if (!JS_IsError(context_, thrown.get())) {
    const std::string what =
        JS_IsNull(thrown.get()) && memory_.exhausted() ? "out of memory" : text(thrown.get());
    if (auto limit = limit_reached(what, {})) throw *std::move(limit);
    throw error(failure::config, "SCRIPT.THROWN", "the code threw a value that is no Error")
        .because(what);
  }
  const auto field = [&](const char* name) {
    const value found(context_, JS_GetPropertyStr(context_, thrown.get(), name));
    if (found.is_exception()) {
      const value ignored(context_, JS_GetException(context_));
      return std::string();
    }
    return JS_IsUndefined(found.get()) ? std::string() : text(found.get());
  };
  const std::string message = field("message");
  const std::string stack = field("stack");
  const std::string name = field("name");
  if (name == "InternalError" || timed_out_) {
    if (auto limit = limit_reached(message, stack)) throw *std::move(limit);
  }
  const place where = place_in(stack);
  throw error(failure::config, "SCRIPT.THROWN",
              where.file.empty() ? concat(name, " in the evaluated code")
                                 : concat(name, " while evaluating ", where.file))
      .at(where)
      .because(concat(message, where.file.empty() ? concat("\n", stack) : frames_of(stack)));
}

}  // namespace sluice::script
