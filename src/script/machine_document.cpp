// JavaScript's plain data as a document, without JSON's text in between.
#include "script/machine.hpp"

namespace sluice::script {

rapidjson::Document machine::document(const value& plain) {
  rapidjson::Document result;
  static_cast<rapidjson::Value&>(result) = copy(plain, result.GetAllocator());
  return result;
}

rapidjson::Value machine::copy(const value& any, allocator& memory) {
  if (any.is_exception()) raise();
  const JSValue raw = any.get();
  if (JS_IsString(raw)) return copy_string(any, memory);
  if (JS_IsBool(raw)) return rapidjson::Value(JS_VALUE_GET_BOOL(raw) != 0);
  if (JS_VALUE_GET_TAG(raw) == JS_TAG_INT) return rapidjson::Value(JS_VALUE_GET_INT(raw));
  if (JS_IsNumber(raw)) return rapidjson::Value(JS_VALUE_GET_FLOAT64(raw));
  if (!JS_IsObject(raw) || JS_IsFunction(context_, raw)) return rapidjson::Value();
  return JS_IsArray(context_, raw) == 1 ? copy_array(any, memory) : copy_object(any, memory);
}

rapidjson::Value machine::copy_string(const value& string, allocator& memory) {
  std::size_t size = 0;
  const char* bytes = JS_ToCStringLen(context_, &size, string.get());
  if (bytes == nullptr) raise();
  rapidjson::Value result(bytes, static_cast<rapidjson::SizeType>(size), memory);
  JS_FreeCString(context_, bytes);
  return result;
}

rapidjson::Value machine::copy_array(const value& array, allocator& memory) {
  const value length = get(array, "length");
  const auto count = static_cast<std::uint32_t>(JS_VALUE_GET_INT(length.get()));
  rapidjson::Value result(rapidjson::kArrayType);
  result.Reserve(count, memory);
  for (std::uint32_t at = 0; at < count; ++at) {
    const value element(context_, JS_GetPropertyUint32(context_, array.get(), at));
    result.PushBack(copy(element, memory), memory);
  }
  return result;
}

rapidjson::Value machine::copy_object(const value& object, allocator& memory) {
  JSPropertyEnum* names = nullptr;
  std::uint32_t count = 0;
  if (JS_GetOwnPropertyNames(context_, &names, &count, object.get(),
                             JS_GPN_STRING_MASK | JS_GPN_ENUM_ONLY) != 0) {
    raise();
  }
  rapidjson::Value result(rapidjson::kObjectType);
  for (std::uint32_t at = 0; at < count; ++at) {
    const value name(context_, JS_AtomToString(context_, names[at].atom));
    const value element(context_, JS_GetProperty(context_, object.get(), names[at].atom));
    JS_FreeAtom(context_, names[at].atom);
    if (JS_IsUndefined(element.get()) || JS_IsFunction(context_, element.get())) continue;
    result.AddMember(copy_string(name, memory), copy(element, memory), memory);
  }
  js_free(context_, names);  // where copying failed, the arena takes them
  return result;
}

}  // namespace sluice::script
