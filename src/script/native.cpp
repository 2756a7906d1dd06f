// Values of a bundle's native functions, from JavaScript and back.
#include "script/native.hpp"

#include <cmath>

#include "script/host.hpp"

namespace sluice::script {
namespace {

// Adds values to the innermost open list, or has the one value.
class builder : public native_result {
 public:
  explicit builder(machine& js) : js_(js), context_(js.context()) {}

  void null() override { add(value(context_, JS_NULL)); }
  void boolean(bool given) override { add(value(context_, JS_NewBool(context_, given ? 1 : 0))); }
  void number(double given) override {
    const bool small = given == std::trunc(given) && std::abs(given) < 1e9 && !std::signbit(given);
    add(value(context_, small ? JS_NewInt32(context_, static_cast<std::int32_t>(given))
                              : JS_NewFloat64(context_, given)));
  }
  void text(std::string_view utf8) override { add(js_.string(utf8)); }
  void bytes(std::string_view given) override {
    add(value(context_,
              JS_NewArrayBufferCopy(context_, reinterpret_cast<const std::uint8_t*>(given.data()),
                                    given.size())));
  }
  void json(std::string_view utf8) override { add(js_.parse_json(std::string(utf8), "a value")); }
  void begin_list() override { open_.push_back({value(context_, JS_NewArray(context_))}); }
  void end_list() override {
    value done = std::move(open_.back().array);
    open_.pop_back();
    add(std::move(done));
  }

  value take() { return std::move(only_); }

 private:
  void add(value one) {
    if (open_.empty()) {
      only_ = std::move(one);
      return;
    }
    list& to = open_.back();
    JS_DefinePropertyValueUint32(context_, to.array.get(), to.size++, one.release(), JS_PROP_C_W_E);
  }

  struct list {
    value array;
    std::uint32_t size = 0;
  };
  machine& js_;
  JSContext* context_;
  std::vector<list> open_;
  value only_;
};

native_value native_of(machine& js, JSValueConst given) {
  JSContext* context = js.context();
  native_value out;
  if (JS_IsNull(given) || JS_IsUndefined(given)) return out;
  if (JS_IsArray(context, given) == 1) {
    out.what = native_value::kind::list;
    const value length(context, JS_GetPropertyStr(context, given, "length"));
    const int count = JS_VALUE_GET_INT(length.get());
    out.items.reserve(static_cast<std::size_t>(count));
    for (int at = 0; at < count; ++at) {
      const value item(context,
                       JS_GetPropertyUint32(context, given, static_cast<std::uint32_t>(at)));
      out.items.push_back(native_of(js, item.get()));
    }
    return out;
  }
  std::size_t size = 0;
  if (JS_IsObject(given)) {
    if (const std::uint8_t* bytes = JS_GetArrayBuffer(context, &size, given)) {
      out.what = native_value::kind::bytes;
      out.text.assign(reinterpret_cast<const char*>(bytes), size);
      return out;
    }
    const value none(context, JS_GetException(context));
  }
  out.what = native_value::kind::text;
  out.text = js.text(given);
  return out;
}

}  // namespace

value host::native_call(arguments given) {
  const auto found = functions_.find(argument(given, 0));
  if (found == functions_.end()) {
    throw error(failure::config, "SCRIPT.HOST", "nothing answers " + argument(given, 0) + "()");
  }
  const native_value values = native_of(machine_, given[1]);
  builder out(machine_);
  found->second(values.items, out);
  return out.take();
}

}  // namespace sluice::script
