// A JSON object of a snapshot, read key by key; what is not as expected ends in SNAPSHOT.DAMAGED
// with the place in the file and what was expected there.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "snapshot/javascript_value.hpp"

namespace sluice::snapshot {

struct source_text {
  std::string_view json;
  std::string file;
  std::string_view damaged = "SNAPSHOT.DAMAGED";  // the error's code
};

// The way from the root to a value; lives on the stack of those who descend.
struct json_path {
  const json_path* up = nullptr;
  std::string_view key;
  std::size_t index = 0;  // in an array, where key has no data
};

// Ends in the source's error at the value that `path` leads to.
[[noreturn]] void throw_damaged(const source_text& source, const json_path& path,
                                const std::string& problem);

// Parses the whole text. Ends in the source's error where it is no JSON, and says so where it is an
// unresolved merge.
rapidjson::Document parse(const source_text& source);

// "a string", "an object": what a message calls the value.
std::string_view kind_of(const rapidjson::Value& value);

class json_object {
 public:
  json_object(const source_text& source, const rapidjson::Value& value, json_path path)
      : source_(source), value_(value), path_(path) {
    if (!value.IsObject()) throw_expected("an object", value, path);
  }

  // The member, the last of that name; nothing where it is missing or null.
  const rapidjson::Value* find(std::string_view key) const;
  // The member even if it is null.
  const rapidjson::Value* find_with_null(std::string_view key) const;

  std::string text(std::string_view key) const;
  std::optional<std::string> optional_text(std::string_view key) const;
  // Text, or a number's text: sequence bounds.
  std::optional<std::string> optional_number_text(std::string_view key) const;
  bool flag(std::string_view key) const;
  std::optional<bool> optional_flag(std::string_view key) const;
  std::vector<std::string> texts(std::string_view key) const;
  std::optional<std::vector<std::string>> optional_texts(std::string_view key) const;

  // The members of an object of objects in JavaScript's order, each read by
  // `read_one(json_object)`.
  template <typename Element, typename Read>
  void record(std::string_view key, std::vector<Element>& into, Read read_one) const {
    require(key);
    optional_record(key, into, read_one);
  }

  template <typename Element, typename Read>
  void optional_record(std::string_view key, std::vector<Element>& into, Read read_one) const {
    const rapidjson::Value* all = find(key);
    if (all == nullptr) return;
    const json_path path{&path_, key};
    if (!all->IsObject()) throw_expected("an object", *all, path);
    const auto members = javascript_members(*all);
    into.reserve(members.size());
    for (const auto* one : members) {
      const json_path deeper{&path, view(one->name)};
      into.push_back(read_one(json_object(source_, one->value, deeper)));
    }
  }

  const rapidjson::Value& require(std::string_view key) const;
  [[noreturn]] void throw_expected(std::string_view expected, const rapidjson::Value& found,
                                   const json_path& path) const;
  [[noreturn]] void throw_member(std::string_view key, std::string_view expected) const;

  const source_text& source() const { return source_; }
  const json_path& path() const { return path_; }
  const rapidjson::Value& value() const { return value_; }

 private:
  std::string text_of(const rapidjson::Value& value, const json_path& path) const;
  bool flag_of(const rapidjson::Value& value, std::string_view key) const;

  const source_text& source_;
  const rapidjson::Value& value_;
  json_path path_;
};

}  // namespace sluice::snapshot
