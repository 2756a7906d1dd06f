#include "project/cache.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "frontend/typescript/load.hpp"
#include "project/state_folder.hpp"

namespace sluice::project {

namespace fs = std::filesystem;

namespace {

using kind = script::input::kind;

constexpr std::array kind_names = {
    std::pair{kind::file, "file"},           std::pair{kind::absent, "absent"},
    std::pair{kind::directory, "directory"}, std::pair{kind::environment, "environment"},
    std::pair{kind::link, "link"},           std::pair{kind::chance, "chance"},
};

// A file's identity without its content: size, time of change, node.
std::string stamp(const fs::path& file) {
  struct stat found{};
  if (::stat(file.c_str(), &found) != 0) return "-";
  return concat(std::to_string(found.st_size), ".", std::to_string(found.st_mtim.tv_sec), ".",
                std::to_string(found.st_mtim.tv_nsec), ".", std::to_string(found.st_ctim.tv_sec),
                ".", std::to_string(found.st_ctim.tv_nsec), ".", std::to_string(found.st_ino));
}

// Another build of sluice may see the same files differently.
std::string program() {
  return stamp("/proc/self/exe");
}

void write_strings(json_writer& out, std::string_view name, const std::vector<std::string>& all) {
  out.key(name).begin_array();
  for (const std::string& one : all) out.string(one);
  out.end_array();
}

std::string to_json(const remembered& what, const std::string& request) {
  json_writer out(json_writer::style::compact);
  out.begin_object().member("program", program()).member("request", request);
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

std::string joined(const std::vector<std::string>& parts) {
  return content_key(join(parts, std::string_view("\0", 1)));
}

std::string text(const std::optional<std::string>& said) {
  return said ? concat("=", *said) : "-";
}

std::string text(const std::optional<std::vector<std::string>>& said) {
  return said ? concat("=", join(*said, "\n")) : "-";
}

// Which of a project's several configurations and schemas this is: each has its own file.
std::string subject_key(const surroundings& at, const generate_request& asked) {
  return joined({at.directory.string(), at.config ? at.config->string() : "",
                 text(asked.flags.schema), text(asked.flags.out)});
}

// Everything else in the request that the result depends on.
std::string request_key(const surroundings& at, const generate_request& asked) {
  std::vector<std::string> parts = {at.root.string(),
                                    text(asked.flags.dialect),
                                    text(asked.flags.casing),
                                    text(asked.flags.prefix),
                                    asked.strict_imports ? "strict" : "",
                                    std::to_string(asked.bounds.memory_bytes),
                                    std::to_string(asked.bounds.time.count()),
                                    join(asked.arguments, "\n"),
                                    text(read_file_if_exists(at.directory / "sluice.toml"))};
  // Settings that are variables; what the evaluated code asks for is among the inputs.
  for (auto one = at.environment.lower_bound("SLUICE_");
       one != at.environment.end() && one->first.starts_with("SLUICE_"); ++one) {
    parts.push_back(concat(one->first, "=", one->second));
  }
  return joined(parts);
}

// Without the synchronisation that files of worth get: a damaged cache is no cache.
void write_quickly(const fs::path& file, const std::string& content) {
  const fs::path fresh = concat(file.string(), ".", std::to_string(getpid()));
  std::ofstream(fresh, std::ios::binary | std::ios::trunc) << content;
  fs::rename(fresh, file);
}

}  // namespace

std::string folder_key(const fs::path& folder) {
  const fs::path meta = folder / "meta";
  std::vector<std::string> names;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    names.push_back(entry.path().filename().string());
  }
  std::vector<std::string> stamps;
  for (const auto& entry : fs::directory_iterator(meta, failed)) {
    const std::string name = entry.path().filename().string();
    stamps.push_back(concat(name, " ", stamp(entry.path())));
  }
  std::sort(names.begin(), names.end());
  std::sort(stamps.begin(), stamps.end());
  std::string whole = concat(join(names, "\n"), "\n", join(stamps, "\n"), "\n");
  whole += read_file_if_exists(meta / "_journal.json").value_or("-");
  return content_key(whole);
}

generate_cache::generate_cache(const surroundings& at, const generate_request& asked)
    : at_(at),
      request_(request_key(at, asked)),
      file_(state_folder(at) / "cache" / concat("generate-", subject_key(at, asked), ".json")) {}

std::optional<remembered> generate_cache::recall() const {
  try {
    const std::optional<std::string> text = read_file_if_exists(file_);
    if (!text) return std::nullopt;
    const rapidjson::Document json = parse_json(*text, file_.string());
    if (string_member(json, "program") != program()) return std::nullopt;
    if (string_member(json, "request") != request_) return std::nullopt;
    remembered out = from_json(json);
    if (out.inputs.empty() || folder_key(out.folder) != out.folder_state) return std::nullopt;
    for (const script::input& one : out.inputs) {
      if (!script::still_holds(one, at_.environment)) return std::nullopt;
    }
    if (frontend::typescript::schema_files(out.patterns, at_.directory) != out.files) {
      return std::nullopt;
    }
    return out;
  } catch (const error&) {
    return std::nullopt;  // evaluate, and let that say what is wrong
  }
}

void generate_cache::remember(const remembered& what) const {
  const bool by_chance =
      std::any_of(what.inputs.begin(), what.inputs.end(),
                  [](const script::input& one) { return one.what == kind::chance; });
  try {
    if (by_chance) {
      fs::remove(file_);
      return;
    }
    if (!make_state_folder(at_, "cache")) return;
    write_quickly(file_, to_json(what, request_));
  } catch (const std::exception&) {
    return;  // the next run evaluates again
  }
}

}  // namespace sluice::project
