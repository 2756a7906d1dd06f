// What a bundle's JavaScript asks of sluice's own C++ (engine::add_native): plain values in, and a
// result that is built piece by piece.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::script {

struct native_value {
  enum class kind { null, text, bytes, list };
  kind what = kind::null;  // undefined is null too
  std::string text;        // or the bytes; numbers and booleans are their text
  std::vector<native_value> items;
};

// One value, or a list of them: each call adds the next.
class native_result {
 public:
  native_result() = default;
  virtual ~native_result() = default;
  native_result(const native_result&) = delete;
  native_result& operator=(const native_result&) = delete;

  virtual void null() = 0;
  virtual void boolean(bool given) = 0;
  virtual void number(double given) = 0;
  virtual void text(std::string_view utf8) = 0;
  virtual void bytes(std::string_view given) = 0;  // an ArrayBuffer
  virtual void json(std::string_view utf8) = 0;    // what the text says
  virtual void begin_list() = 0;
  virtual void end_list() = 0;
};

// What it throws is an exception to the JavaScript, and the same sluice::error on the way out.
using native_function =
    std::function<void(const std::vector<native_value>& given, native_result& out)>;

}  // namespace sluice::script
