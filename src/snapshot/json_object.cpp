#include "snapshot/json_object.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "snapshot/locate.hpp"

namespace sluice::snapshot {

void throw_damaged(const source_text& source, const json_path& path, const std::string& problem) {
  std::vector<path_step> steps;
  for (const json_path* at = &path; at->up != nullptr; at = at->up) {
    steps.push_back({std::string(at->key), at->index, at->key.data() != nullptr});
  }
  std::reverse(steps.begin(), steps.end());
  std::string words;
  for (const path_step& one : steps) {
    words += concat(words.empty() ? "" : " > ",
                    one.is_key ? one.key : concat("[", std::to_string(one.index), "]"));
  }
  const line_column at = locate(source.json, offset_of(source.json, steps));
  throw error(failure::config, std::string(source.damaged), concat(source.file, " is damaged"))
      .at({source.file, at.line, at.column})
      .because(words.empty() ? problem : concat(words, ": ", problem))
      .advise(concat("restore the committed file: git checkout -- ", source.file));
}

rapidjson::Document parse(const source_text& source) {
  try {
    return parse_json(source.json, source.file);
  } catch (const error& e) {
    const bool conflict = source.json.find("<<<<<<< ") != std::string_view::npos;
    throw error(failure::config, std::string(source.damaged),
                concat(source.file, conflict ? " holds an unresolved merge" : " is damaged"))
        .at(e.where)
        .because(e.detail)
        .advise(
            conflict
                ? std::string(
                      "keep one side of the merge, and generate the other side's migration again")
                : concat("restore the committed file: git checkout -- ", source.file));
  }
}

std::string_view kind_of(const rapidjson::Value& value) {
  if (value.IsObject()) return "an object";
  if (value.IsArray()) return "an array";
  if (value.IsString()) return "a string";
  if (value.IsNumber()) return "a number";
  return value.IsNull() ? "null" : "true or false";
}

void json_object::throw_expected(std::string_view expected, const rapidjson::Value& found,
                                 const json_path& path) const {
  throw_damaged(source_, path, concat("expected ", expected, ", found ", kind_of(found)));
}

void json_object::throw_member(std::string_view key, std::string_view expected) const {
  const rapidjson::Value* found = find_with_null(key);
  if (found == nullptr) throw_damaged(source_, path_, concat("the key \"", key, "\" is missing"));
  throw_expected(expected, *found, {&path_, key});
}

const rapidjson::Value* json_object::find_with_null(std::string_view key) const {
  for (auto one = value_.MemberEnd(); one != value_.MemberBegin();) {
    --one;
    if (view(one->name) == key) return &one->value;
  }
  return nullptr;
}

const rapidjson::Value* json_object::find(std::string_view key) const {
  const rapidjson::Value* found = find_with_null(key);
  return found == nullptr || found->IsNull() ? nullptr : found;
}

const rapidjson::Value& json_object::require(std::string_view key) const {
  const rapidjson::Value* found = find_with_null(key);
  if (found == nullptr) throw_damaged(source_, path_, concat("the key \"", key, "\" is missing"));
  return *found;
}

std::string json_object::text_of(const rapidjson::Value& value, const json_path& path) const {
  if (!value.IsString()) throw_expected("a string", value, path);
  return std::string(view(value));
}

bool json_object::flag_of(const rapidjson::Value& value, std::string_view key) const {
  if (!value.IsBool()) throw_expected("true or false", value, {&path_, key});
  return value.GetBool();
}

std::string json_object::text(std::string_view key) const {
  return text_of(require(key), {&path_, key});
}

std::optional<std::string> json_object::optional_text(std::string_view key) const {
  const rapidjson::Value* found = find(key);
  if (found == nullptr) return std::nullopt;
  return text_of(*found, {&path_, key});
}

std::optional<std::string> json_object::optional_number_text(std::string_view key) const {
  const rapidjson::Value* found = find(key);
  if (found != nullptr && found->IsNumber()) return compact_text(*found);
  return optional_text(key);
}

bool json_object::flag(std::string_view key) const {
  return flag_of(require(key), key);
}

std::optional<bool> json_object::optional_flag(std::string_view key) const {
  const rapidjson::Value* found = find(key);
  if (found == nullptr) return std::nullopt;
  return flag_of(*found, key);
}

std::vector<std::string> json_object::texts(std::string_view key) const {
  require(key);
  std::optional<std::vector<std::string>> all = optional_texts(key);
  if (!all) throw_member(key, "an array of strings");
  return std::move(*all);
}

std::optional<std::vector<std::string>> json_object::optional_texts(std::string_view key) const {
  const rapidjson::Value* found = find(key);
  if (found == nullptr) return std::nullopt;
  if (!found->IsArray()) throw_member(key, "an array of strings");
  const json_path path{&path_, key};
  std::vector<std::string> all;
  all.reserve(found->Size());
  for (const rapidjson::Value& one : found->GetArray()) {
    all.push_back(text_of(one, {&path, {}, all.size()}));
  }
  return all;
}

}  // namespace sluice::snapshot
