#include "script/machine.hpp"

#include <algorithm>
#include <sys/resource.h>

#include "base/text.hpp"

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

machine::machine(std::size_t memory_bytes, std::chrono::milliseconds time,
                 const std::atomic<bool>* interrupt)
    : memory_(memory_bytes),
      time_left_(time),
      time_limit_(time),
      memory_limit_(memory_bytes),
      interrupt_(interrupt) {
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
        owner.timed_out_ = owner.timed_out_ || owner.late() || owner.interrupted();
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

void machine::end() {
  known_.clear();
  rejections_.clear();
  memory_.clear();
}

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

value machine::call(const value& function, std::span<JSValue> arguments) {
  // What was stopped left its modules half evaluated.
  if (timed_out_) throw time_out({});
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

}  // namespace sluice::script
