#include "data/json_record.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.hpp"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#pragma GCC diagnostic pop

namespace sluice::data {
namespace {

constexpr unsigned flags = rapidjson::kParseNumbersAsStringsFlag;
// The parser calls itself for each level.
constexpr int deepest = 500;

std::vector<std::string> tokens_of(const std::string& name) {
  if (name.empty() || name.front() != '/') return {name};
  std::vector<std::string> tokens;
  for (const std::string_view token : split(std::string_view(name).substr(1), "/")) {
    tokens.push_back(replace_all(replace_all(std::string(token), "~1", "/"), "~0", "~"));
  }
  return tokens;
}

// What the parsers below have in common: values of an object's first level, nested ones whole.
template <typename Self>
struct level_handler {
  level_handler(const rapidjson::MemoryStream& read, std::string_view whole)
      : stream(read), text(whole) {}

  bool Null() { return depth > 1 || self().scalar("", true); }
  bool Bool(bool value) { return depth > 1 || self().scalar(value ? "true" : "false", false); }
  bool RawNumber(const char* digits, unsigned size, bool) {
    return depth > 1 || self().scalar({digits, size}, false);
  }
  bool String(const char* value, unsigned size, bool) {
    return depth > 1 || self().scalar({value, size}, false);
  }
  // Numbers come as texts.
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }

  bool Key(const char* name, unsigned size, bool) { return depth > 1 || self().key({name, size}); }
  bool StartObject() { return begin(); }
  bool EndObject(unsigned) { return end(); }
  bool StartArray() { return begin(); }
  bool EndArray(unsigned) { return end(); }

  bool begin() {
    if (++depth == 2) from = stream.Tell() - 1;
    return depth <= deepest;
  }
  bool end() {
    if (--depth != 1) return true;
    return self().nested(text.substr(from, stream.Tell() - from));
  }

  Self& self() { return static_cast<Self&>(*this); }

  const rapidjson::MemoryStream& stream;
  std::string_view text;
  int depth = 0;
  std::size_t from = 0;
};

template <typename Handler>
std::string parse_with(Handler& into, rapidjson::MemoryStream& stream) {
  rapidjson::Reader reader;
  const rapidjson::ParseResult said = reader.Parse<flags>(stream, into);
  if (!said.IsError()) return {};
  if (said.Code() == rapidjson::kParseErrorTermination) {
    return into.depth > deepest ? "it is nested too deeply" : into.why;
  }
  return concat("it is no JSON: ", rapidjson::GetParseError_En(said.Code()), " (byte ",
                std::to_string(said.Offset() + 1), " of it)");
}

struct keys_handler : level_handler<keys_handler> {
  using level_handler::level_handler;
  bool key(std::string_view name) {
    keys.emplace_back(name);
    return true;
  }
  bool scalar(std::string_view, bool) { return depth == 1; }
  bool nested(std::string_view) { return true; }
  std::vector<std::string> keys;
  std::string why;
};

struct array_handler : level_handler<array_handler> {
  using level_handler::level_handler;
  bool key(std::string_view) { return true; }
  bool scalar(std::string_view value, bool null) {
    add(null
            ? "NULL"
            : concat("\"", replace_all(replace_all(std::string(value), "\\", "\\\\"), "\"", "\\\""),
                     "\""));
    return true;
  }
  bool nested(std::string_view value) {
    if (value.front() == '[') {
      add(postgres_array(value));
      return true;
    }
    return scalar(value, false);
  }
  void add(const std::string& one) {
    if (!out.empty()) out += ',';
    out += one;
  }
  std::string out;
  std::string why;
};

}  // namespace

struct json_record::node {
  std::map<std::string, std::unique_ptr<node>, std::less<>> children;
  std::optional<std::size_t> slot;
  bool ignored = false;
};

struct json_record::handler : level_handler<json_record::handler> {
  handler(const rapidjson::MemoryStream& from_stream, std::string_view whole, json_record& into,
          const node& level, bool of_root)
      : level_handler(from_stream, whole), record(into), at(level), is_root(of_root) {}

  bool key(std::string_view name) {
    const auto found = at.children.find(name);
    next = found != at.children.end() ? found->second.get() : nullptr;
    if (next != nullptr || !is_root || record.ignores_others_) return true;
    why = concat("it has a field ", name,
                 " that is loaded nowhere (ignore says where that is meant)");
    return false;
  }
  bool scalar(std::string_view value, bool null) {
    if (depth == 0) {
      why = "it is no object";
      return false;
    }
    if (next != nullptr && next->slot) record.set(*next->slot, value, null);
    return true;
  }
  bool nested(std::string_view value) {
    if (next == nullptr) return true;
    if (next->slot) record.set(*next->slot, value, false);
    if (next->children.empty() || value.front() != '{') return true;
    why = record.parse(value, *next, false);
    return why.empty();
  }

  json_record& record;
  const node& at;
  bool is_root;
  const node* next = nullptr;
  std::string why;
};

json_record::json_record() : root_(std::make_unique<node>()) {}
json_record::~json_record() = default;

void json_record::expect(const std::vector<std::string>& names) {
  names_ = names;
  seen_.assign(names.size(), false);
  for (std::size_t i = 0; i < names.size(); ++i) {
    node* at = root_.get();
    for (const std::string& token : tokens_of(names[i])) {
      std::unique_ptr<node>& child = at->children[token];
      if (!child) child = std::make_unique<node>();
      at = child.get();
    }
    at->slot = i;
  }
}

void json_record::ignore(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    std::unique_ptr<node>& child = root_->children[name];
    if (!child) child = std::make_unique<node>();
  }
}

std::vector<std::string> json_record::keys_of(std::string_view object) {
  rapidjson::MemoryStream stream(object.data(), object.size());
  keys_handler reading(stream, object);
  if (!parse_with(reading, stream).empty()) return {};
  return std::move(reading.keys);
}

void json_record::set(std::size_t slot, std::string_view text, bool null) {
  parts_[slot] = {texts_.size(), text.size(), null};
  texts_.append(text);
  seen_[slot] = true;
}

std::string json_record::parse(std::string_view object, const node& at, bool is_root) {
  rapidjson::MemoryStream stream(object.data(), object.size());
  handler handling(stream, object, *this, at, is_root);
  return parse_with(handling, stream);
}

std::string json_record::read(std::string_view object) {
  texts_.clear();
  parts_.assign(names_.size(), {});
  const std::size_t first = object.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && object[first] == '[') return "it is no object";
  if (std::string wrong = parse(object, *root_, true); !wrong.empty()) return wrong;
  fields_.clear();
  for (const part& one : parts_) {
    fields_.push_back({std::string_view(texts_).substr(one.from, one.size), one.null});
  }
  return {};
}

std::vector<std::string> json_record::never_seen() const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (!seen_[i]) names.push_back(names_[i]);
  }
  return names;
}

std::string postgres_array(std::string_view json) {
  if (json.empty() || json.front() != '[') return {};
  rapidjson::MemoryStream stream(json.data(), json.size());
  array_handler reading(stream, json);
  if (!parse_with(reading, stream).empty()) return {};
  return concat("{", reading.out, "}");
}

}  // namespace sluice::data
