#include "project/cache_json.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/json_writer.hpp"

namespace sluice::project {

namespace fs = std::filesystem;

namespace {

using kind = script::input::kind;

constexpr std::array kind_names = {
    std::pair{kind::file, "file"},           std::pair{kind::absent, "absent"},
    std::pair{kind::directory, "directory"}, std::pair{kind::environment, "environment"},
    std::pair{kind::link, "link"},           std::pair{kind::chance, "chance"},
};

void write_strings(json_writer& out, std::string_view name, const std::vector<std::string>& all) {
  out.key(name).begin_array();
  for (const std::string& one : all) out.string(one);
  out.end_array();
}

const rapidjson::Value& array_of(const rapidjson::Value& object, std::string_view name) {
  static const rapidjson::Value none(rapidjson::kArrayType);
  const rapidjson::Value* found = member(object, name);
  return found != nullptr && found->IsArray() ? *found : none;
}

std::string text_at(const rapidjson::Value& array, rapidjson::SizeType at) {
  return array.IsArray() && at < array.Size() && array[at].IsString() ? std::string(view(array[at]))
                                                                      : std::string();
}

int number_at(const rapidjson::Value& array, rapidjson::SizeType at) {
  return array.IsArray() && at < array.Size() && array[at].IsInt() ? array[at].GetInt() : 0;
}

int number_member(const rapidjson::Value& object, std::string_view name) {
  const rapidjson::Value* found = member(object, name);
  return found != nullptr && found->IsInt() ? found->GetInt() : 0;
}

std::vector<std::string> texts(const rapidjson::Value& object, std::string_view name) {
  std::vector<std::string> out;
  for (const auto& one : array_of(object, name).GetArray()) {
    if (one.IsString()) out.emplace_back(view(one));
  }
  return out;
}

}  // namespace

std::string to_json(const remembered& what, const std::string& program,
                    const std::string& request) {
  json_writer out(json_writer::style::compact);
  out.begin_object().member("program", program).member("request", request);
  write_strings(out, "patterns", what.patterns);
  out.key("files").begin_array();
  for (const fs::path& file : what.files) out.string(file.string());
  out.end_array();
  out.key("inputs").begin_array();
  for (const script::input& one : what.inputs) {
    const auto* name = std::find_if(kind_names.begin(), kind_names.end(),
                                    [&](const auto& pair) { return pair.first == one.what; });
    out.begin_array().string(name->second).string(one.name).string(one.key).end_array();
  }
  out.end_array();
  out.member("folder", what.folder.string()).member("state", what.folder_state);
  out.key("tables").begin_array();
  for (const table_summary& one : what.schema.tables) {
    out.begin_array().string(one.schema).string(one.name);
    out.integer(one.columns).integer(one.indexes).integer(one.foreign_keys).end_array();
  }
  out.end_array().key("enums").begin_array();
  for (const enum_summary& one : what.schema.enums) {
    out.begin_object().member("name", one.name);
    write_strings(out, "values", one.values);
    out.end_object();
  }
  out.end_array().key("standIns").begin_array();
  for (const script::stand_in& one : what.stand_ins) {
    out.begin_array().string(one.package).string(one.importer).end_array();
  }
  out.end_array().key("remarks").begin_array();
  for (const diagnostic& one : what.remarks) {
    out.begin_object().member("level", static_cast<int>(one.level)).member("code", one.code);
    out.member("message", one.message).member("file", one.where.file);
    out.member("line", one.where.line).member("column", one.where.column);
    out.member("hint", one.hint).end_object();
  }
  return out.end_array().end_object().take();
}

remembered from_json(const rapidjson::Value& json) {
  remembered out;
  out.patterns = texts(json, "patterns");
  for (const std::string& file : texts(json, "files")) out.files.emplace_back(file);
  for (const auto& one : array_of(json, "inputs").GetArray()) {
    const std::string name = text_at(one, 0);
    const auto* found = std::find_if(kind_names.begin(), kind_names.end(),
                                     [&](const auto& pair) { return pair.second == name; });
    // A kind that isn't known counts as chance: it never holds.
    const kind what = found == kind_names.end() ? kind::chance : found->first;
    out.inputs.push_back({.what = what, .name = text_at(one, 1), .key = text_at(one, 2)});
  }
  out.folder = string_member(json, "folder");
  out.folder_state = string_member(json, "state");
  for (const auto& one : array_of(json, "tables").GetArray()) {
    out.schema.tables.push_back({.schema = text_at(one, 0),
                                 .name = text_at(one, 1),
                                 .columns = number_at(one, 2),
                                 .indexes = number_at(one, 3),
                                 .foreign_keys = number_at(one, 4)});
  }
  for (const auto& one : array_of(json, "enums").GetArray()) {
    out.schema.enums.push_back(
        {.name = string_member(one, "name"), .values = texts(one, "values")});
  }
  for (const auto& one : array_of(json, "standIns").GetArray()) {
    out.stand_ins.push_back({.package = text_at(one, 0), .importer = text_at(one, 1)});
  }
  for (const auto& one : array_of(json, "remarks").GetArray()) {
    out.remarks.push_back({.level = static_cast<severity>(number_member(one, "level")),
                           .code = string_member(one, "code"),
                           .message = string_member(one, "message"),
                           .where = {.file = string_member(one, "file"),
                                     .line = number_member(one, "line"),
                                     .column = number_member(one, "column")},
                           .hint = string_member(one, "hint")});
  }
  return out;
}

}  // namespace sluice::project
