// QuickJS in RAII: one runtime within limits, values, and the end of an evaluation as
// sluice::error.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/json.hpp"
#include "script/arena.hpp"

namespace sluice::script {

// A reference to a JavaScript value.
class value {
 public:
  value() = default;
  value(JSContext* context, JSValue owned) : context_(context), raw_(owned) {}
  ~value() { reset(); }
  value(value&& other) noexcept
      : context_(other.context_), raw_(std::exchange(other.raw_, JS_UNDEFINED)) {}
  value& operator=(value&& other) noexcept {
    if (this != &other) {
      reset();
      context_ = other.context_;
      raw_ = std::exchange(other.raw_, JS_UNDEFINED);
    }
    return *this;
  }
  value(const value&) = delete;
  value& operator=(const value&) = delete;

  JSValue get() const { return raw_; }
  JSValue release() { return std::exchange(raw_, JS_UNDEFINED); }
  bool is_exception() const { return JS_IsException(raw_); }

 private:
  void reset() {
    if (context_ != nullptr) JS_FreeValue(context_, std::exchange(raw_, JS_UNDEFINED));
  }
  JSContext* context_ = nullptr;
  JSValue raw_ = JS_UNDEFINED;
};

class machine {
 public:
  machine(std::size_t memory_bytes, std::chrono::milliseconds time,
          const std::atomic<bool>* interrupt = nullptr);
  machine(const machine&) = delete;
  machine& operator=(const machine&) = delete;

  JSContext* context() const { return context_; }

  // Nothing is to be asked after it. The arena takes everything at once: the runtime itself is not
  // taken apart.
  void end();

  // While one lives the clock of the time limit runs, and the stack is measured from here.
  class turn {
   public:
    explicit turn(machine& owner);
    ~turn();
    turn(const turn&) = delete;
    turn& operator=(const turn&) = delete;

   private:
    machine& owner_;
  };

  // These throw what the JavaScript threw, as sluice::error.
  value run_bytecode(std::span<const unsigned char> bytecode);
  // The value of the expression `code`; its mistakes are SCRIPT.SYNTAX.
  value compile(const std::string& code, const std::string& file);
  value call(const value& function, std::span<JSValue> arguments);
  value get(const value& object, const char* name);
  // `name` is the file's, for its mistakes: SCRIPT.SYNTAX.
  value parse_json(const std::string& text, const std::string& name);
  // Plain data as a document: what is undefined, or no data, is left out of objects and null
  // elsewhere.
  rapidjson::Document document(const value& plain);
  // Waits for a promise: runs jobs, and `idle` when there are none left (gives false when there is
  // nothing to wait for). Then reports rejections that nothing handled.
  value settle(value result, const std::function<bool()>& idle);

  std::string text(JSValueConst any);  // String(any), or what can be had of it
  value string(std::string_view utf8);

  // For native functions: the error becomes a JavaScript exception that keeps all its fields on the
  // way back out. Where it has no place, the place of the user's code that called is set.
  JSValue throw_error(error failed);
  // The first place of a user's file on the stack now.
  place caller();

  // How a place in compiled code is told to people.
  std::function<place(place compiled)> told;

 private:
  friend class turn;
  [[noreturn]] void raise_syntax(const std::string& file);
  [[noreturn]] void raise();
  [[noreturn]] void raise(const value& thrown);
  error time_out(const std::string& stack) const;
  std::optional<error> limit_reached(const std::string& message, const std::string& stack) const;
  place place_in(const std::string& stack) const;
  std::string frames_of(const std::string& stack) const;
  value new_error(const std::string& message);
  using allocator = rapidjson::Document::AllocatorType;
  rapidjson::Value copy(const value& any, allocator& memory);
  rapidjson::Value copy_array(const value& array, allocator& memory);
  rapidjson::Value copy_object(const value& object, allocator& memory);
  rapidjson::Value copy_string(const value& string, allocator& memory);
  bool late() const;
  bool interrupted() const { return interrupt_ != nullptr && interrupt_->load(); }

  arena memory_;
  JSRuntime* runtime_ = nullptr;
  JSContext* context_ = nullptr;
  std::chrono::steady_clock::duration time_left_;
  std::chrono::steady_clock::time_point deadline_;
  std::chrono::milliseconds time_limit_;
  std::size_t memory_limit_;
  const std::atomic<bool>* interrupt_;
  int turns_ = 0;
  bool timed_out_ = false;
  struct known_error {
    value thrown;
    error what;
  };
  std::vector<known_error> known_;
  struct rejection {
    value promise;
    value reason;
  };
  std::vector<rejection> rejections_;
};

}  // namespace sluice::script
