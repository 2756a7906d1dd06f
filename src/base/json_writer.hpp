// JSON out, with the bytes that JavaScript's JSON.stringify(value, null, 2) gives: key order as
// written, two spaces, `{}` and `[]` for empty ones, lower-case \u escapes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sluice {

class json_writer {
 public:
  enum class style { indented, compact };
  explicit json_writer(style form = style::indented) : indented_(form == style::indented) {}

  json_writer& begin_object() { return open('{'); }
  json_writer& end_object() { return close('}'); }
  json_writer& begin_array() { return open('['); }
  json_writer& end_array() { return close(']'); }
  json_writer& key(std::string_view name);
  json_writer& string(std::string_view utf8);
  json_writer& boolean(bool value) { return raw(value ? "true" : "false"); }
  json_writer& integer(std::int64_t value) { return raw(std::to_string(value)); }
  json_writer& null() { return raw("null"); }
  // Text that is JSON already and needs no indentation: a number, true, null.
  json_writer& raw(std::string_view json);

  // key() and the value in one.
  json_writer& member(std::string_view name, std::string_view value) {
    return key(name).string(value);
  }
  json_writer& member(std::string_view name, const char* value) { return key(name).string(value); }
  json_writer& member(std::string_view name, bool value) { return key(name).boolean(value); }
  json_writer& member(std::string_view name, std::int64_t value) {
    return key(name).integer(value);
  }
  json_writer& member(std::string_view name, int value) { return key(name).integer(value); }

  std::string take() { return std::move(out_); }
  const std::string& text() const { return out_; }

 private:
  json_writer& open(char bracket);
  json_writer& close(char bracket);
  void before_value();
  void new_line();

  std::string out_;
  bool indented_;
  int depth_ = 0;
  bool empty_ = true;       // nothing in the innermost object or array yet
  bool after_key_ = false;  // the next value stands behind its key
};

// A JSON string literal, quotes included.
std::string json_string(std::string_view utf8);

}  // namespace sluice
