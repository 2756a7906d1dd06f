#include "base/json_writer.hpp"

namespace sluice {
namespace {

void append_escaped(std::string& out, std::string_view utf8) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += '"';
  std::size_t copied = 0;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto c = static_cast<unsigned char>(utf8[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out.append(utf8, copied, i - copied);
    copied = i + 1;
    out += '\\';
    switch (c) {
      case '"':
      case '\\':
        out += static_cast<char>(c);
        break;
      case '\b':
        out += 'b';
        break;
      case '\f':
        out += 'f';
        break;
      case '\n':
        out += 'n';
        break;
      case '\r':
        out += 'r';
        break;
      case '\t':
        out += 't';
        break;
      default:
        out += "u00";
        out += digits[c >> 4U];
        out += digits[c & 15U];
    }
  }
  out.append(utf8, copied);
  out += '"';
}

}  // namespace

std::string json_string(std::string_view utf8) {
  std::string out;
  append_escaped(out, utf8);
  return out;
}

void json_writer::new_line() {
  if (!indented_) return;
  out_ += '\n';
  out_.append(static_cast<std::size_t>(depth_) * 2, ' ');
}

void json_writer::before_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (depth_ == 0) return;
  if (!empty_) out_ += ',';
  empty_ = false;
  new_line();
}

json_writer& json_writer::open(char bracket) {
  before_value();
  out_ += bracket;
  ++depth_;
  empty_ = true;
  return *this;
}

json_writer& json_writer::close(char bracket) {
  --depth_;
  if (!empty_) new_line();
  out_ += bracket;
  empty_ = false;
  return *this;
}

json_writer& json_writer::key(std::string_view name) {
  before_value();
  append_escaped(out_, name);
  out_ += indented_ ? ": " : ":";
  after_key_ = true;
  return *this;
}

json_writer& json_writer::string(std::string_view utf8) {
  before_value();
  append_escaped(out_, utf8);
  return *this;
}

json_writer& json_writer::raw(std::string_view json) {
  before_value();
  out_ += json;
  return *this;
}

}  // namespace sluice
