#include "script/machine.hpp"

#include <algorithm>
#include <sys/resource.h>

#include "base/text.hpp"
#include "script/stack.hpp"

namespace sluice::script {
namespace {

using std::chrono::steady_clock;

std::size_t stack_bytes() {
  constexpr std::size_t wanted = std::size_t{4} << 20U;
  rlimit bounds{};
  if (getrlimit(RLIMIT_STACK, &bounds) != 0 || bounds.rlim_cur == RLIM_INFINITY) return wanted;
  return std::min<std::size_t>(wanted, bounds.rlim_cur / 2);
}

}  // namespace

machine::machine(std::size_t memory_bytes, std::chrono::milliseconds time)
    : memory_(memory_bytes), time_left_(time), time_limit_(time), memory_limit_(memory_bytes) {
  runtime_ = JS_NewRuntime2(&arena::functions, &memory_);
  context_ = runtime_ == nullptr ? nullptr : JS_NewContext(runtime_);
  if (context_ == nullptr) {
    throw error(failure::config, "SCRIPT.MEMORY", "the memory limit is too small for the engine");
  }
  JS_SetRuntimeOpaque(runtime_, this);
  JS_SetMaxStackSize(runtime_, stack_bytes());
  // Cycles are rare in a short evaluation: most runs end before the collector is needed.
  JS_SetGCThreshold(runtime_, memory_bytes / 4);
  JS_SetStripInfo(runtime_, JS_STRIP_SOURCE);
  JS_SetInterruptHandler(
      runtime_,
      [](JSRuntime*, void* self) -> int {
        auto& owner = *static_cast<machine*>(self);
        owner.timed_out_ = owner.timed_out_ || owner.late();
        return owner.timed_out_ ? 1 : 0;
      },
      this);
  JS_SetHostPromiseRejectionTracker(
      runtime_,
      [](JSContext* context, JSValueConst promise, JSValueConst reason, JS_BOOL handled,
         void* self) {
        auto& list = static_cast<machine*>(self)->rejections_;
        if (handled == 0) {
          list.push_back({value(context, JS_DupValue(context, promise)),
                          value(context, JS_DupValue(context, reason))});
        } else {
          std::erase_if(list, [&](const rejection& item) {
            return JS_VALUE_GET_PTR(item.promise.get()) == JS_VALUE_GET_PTR(promise);
          });
        }
      },
      this);
}

// The arena takes everything at once; the runtime itself is not taken apart.
machine::~machine() = default;

bool machine::late() const {
  return turns_ > 0 && steady_clock::now() > deadline_;
}

machine::turn::turn(machine& owner) : owner_(owner) {
  if (owner_.turns_++ > 0) return;
  JS_UpdateStackTop(owner_.runtime_);
  owner_.deadline_ = steady_clock::now() + owner_.time_left_;
}

machine::turn::~turn() {
  if (--owner_.turns_ > 0) return;
  owner_.time_left_ =
      std::max(owner_.deadline_ - steady_clock::now(), steady_clock::duration::zero());
}

value machine::run_bytecode(std::span<const unsigned char> bytecode) {
  value script(context_, JS_ReadObject(context_, bytecode.data(), bytecode.size(),
                                       JS_READ_OBJ_BYTECODE | JS_READ_OBJ_ROM_DATA));
  if (script.is_exception()) raise();
  value result(context_, JS_EvalFunction(context_, script.release()));
  if (result.is_exception()) raise();
  return result;
}

value machine::compile(const std::string& code, const std::string& file) {
  value result(context_,
               JS_Eval(context_, code.c_str(), code.size(), file.c_str(), JS_EVAL_TYPE_GLOBAL));
  if (result.is_exception()) raise_syntax(file);
  return result;
}

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

value machine::call(const value& function, std::span<JSValue> arguments) {
  // What was stopped left its modules half evaluated.
  if (timed_out_) throw *limit_reached({}, {});
  value result(context_, JS_Call(context_, function.get(), JS_UNDEFINED,
                                 static_cast<int>(arguments.size()), arguments.data()));
  if (result.is_exception()) raise();
  return result;
}

value machine::get(const value& object, const char* name) {
  value result(context_, JS_GetPropertyStr(context_, object.get(), name));
  if (result.is_exception()) raise();
  return result;
}

value machine::string(std::string_view utf8) {
  value result(context_, JS_NewStringLen(context_, utf8.data(), utf8.size()));
  if (result.is_exception()) raise();
  return result;
}

value machine::parse_json(const std::string& text, const std::string& name) {
  value result(context_, JS_ParseJSON(context_, text.c_str(), text.size(), name.c_str()));
  if (result.is_exception()) raise_syntax(name);
  return result;
}

std::string machine::to_json(const value& any) {
  const value json(context_, JS_JSONStringify(context_, any.get(), JS_UNDEFINED, JS_UNDEFINED));
  if (json.is_exception()) raise();
  if (JS_IsUndefined(json.get())) return "null";
  return text(json.get());
}

std::string machine::text(JSValueConst any) {
  std::size_t size = 0;
  const char* bytes = JS_ToCStringLen(context_, &size, any);
  if (bytes == nullptr) {
    const value ignored(context_, JS_GetException(context_));
    return "(a value without text)";
  }
  std::string result(bytes, size);
  JS_FreeCString(context_, bytes);
  return result;
}

value machine::settle(value result, const std::function<bool()>& idle) {
  const auto run_jobs = [this] {
    JSContext* job = nullptr;
    int ran = 0;
    while ((ran = JS_ExecutePendingJob(runtime_, &job)) > 0) {
    }
    if (ran < 0) raise();
  };
  run_jobs();
  while (JS_PromiseState(context_, result.get()) == JS_PROMISE_PENDING) {
    if (!idle()) {
      throw error(failure::config, "SCRIPT.NEVER_SETTLES",
                  "a promise that is waited for never settles: nothing is left to run");
    }
    run_jobs();
  }
  const JSPromiseStateEnum state = JS_PromiseState(context_, result.get());
  if (state == JS_PROMISE_FULFILLED || state == JS_PROMISE_REJECTED) {
    const value promise =
        std::exchange(result, value(context_, JS_PromiseResult(context_, result.get())));
    if (state == JS_PROMISE_REJECTED) raise(result);
  }
  // A package that tries what is forbidden in the background, and goes on without it.
  std::erase_if(rejections_, [this](const rejection& item) {
    return std::any_of(known_.begin(), known_.end(), [&](const known_error& known) {
      return JS_IsObject(item.reason.get()) &&
             JS_VALUE_GET_PTR(known.thrown.get()) == JS_VALUE_GET_PTR(item.reason.get()) &&
             known.what.code == "SCRIPT.FORBIDDEN" &&
             known.what.where.file.find("node_modules/") != std::string::npos;
    });
  });
  if (!rejections_.empty()) {
    const value reason = std::move(rejections_.front().reason);
    rejections_.clear();
    raise(reason);
  }
  return result;
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

std::optional<error> machine::limit_reached(const std::string& message,
                                            const std::string& stack) const {
  if (timed_out_) {
    return error(failure::config, "SCRIPT.TIME",
                 concat("the evaluation took longer than ",
                        std::to_string(time_limit_.count() / 1000), " s and was stopped"))
        .at(place_in(stack))
        .because("this is where it was then")
        .advise("look for a loop or a regular expression without an end there");
  }
  if (memory_.exhausted() && message.find("out of memory") != std::string::npos) {
    return error(failure::config, "SCRIPT.MEMORY",
                 concat("the evaluation needed more than ", std::to_string(memory_limit_ >> 20U),
                        " MB of memory and was stopped"))
        .at(place_in(stack))
        .because("this is where it was then");
  }
  if (message.find("stack overflow") != std::string::npos) {
    return error(failure::config, "SCRIPT.STACK", "the code calls itself without an end")
        .at(place_in(stack))
        .because(message);
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
  if (timed_out_ && !JS_IsError(context_, thrown.get())) throw *limit_reached({}, {});
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
