#include "data/registry.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <system_error>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "data/load_declaration.hpp"

namespace sluice::data {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> script_endings = {".ts", ".mts", ".cts", ".js", ".mjs"};
constexpr std::string_view sql_ending = ".up.sql";
constexpr std::string_view load_ending = ".load.toml";

bool is_script(std::string_view ending) {
  return std::find(script_endings.begin(), script_endings.end(), ending) != script_endings.end();
}

fs::path index_of(const fs::path& folder) {
  for (const std::string_view ending : script_endings) {
    fs::path file = folder / concat("index", ending);
    if (fs::exists(file)) return file;
  }
  return {};
}

schema_folder look_into_schema(const fs::path& folder) {
  schema_folder out{.name = folder.filename(), .path = folder, .index = index_of(folder)};
  std::error_code failed;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, failed)) {
    const auto name = numbered(entry.path().filename().string());
    if (!name) continue;
    if (is_script(name->ending)) out.scripts.push_back(entry.path());
    if (name->ending == sql_ending || name->ending == load_ending) {
      out.others.push_back(entry.path());
    }
  }
  std::sort(out.scripts.begin(), out.scripts.end());
  std::sort(out.others.begin(), out.others.end());
  return out;
}

std::string question(const registry_folder& folder) {
  json_writer out(json_writer::style::compact);
  out.begin_object().member("central", folder.central.string()).key("folders").begin_array();
  for (const schema_folder& one : folder.schemas) {
    out.begin_object().member("schema", one.name).member("index", one.index.string());
    out.key("files").begin_array();
    for (const fs::path& file : one.scripts) out.string(file.string());
    out.end_array().end_object();
  }
  return out.end_array().end_object().take();
}

std::string text_of(const rapidjson::Value& object, const char* name) {
  const auto found = object.FindMember(name);
  return found == object.MemberEnd() || !found->value.IsString()
             ? std::string()
             : std::string(found->value.GetString(), found->value.GetStringLength());
}

migration read_one(const rapidjson::Value& from) {
  if (const std::string wrong = text_of(from, "wrong"); !wrong.empty()) {
    throw error(failure::config, "DATA.REGISTRY", concat("the registry is not one: ", wrong))
        .at({.file = text_of(from, "registry")})
        .advise("a migration is { name, up: async (db) => { … }, down: async (db) => { … } }");
  }
  migration out{.name = text_of(from, "name"),
                .schema = text_of(from, "schema"),
                .file = text_of(from, "file"),
                .can_go_back = from["down"].GetBool(),
                .index = from["index"].GetInt()};
  for (const rapidjson::Value& one : from["after"].GetArray()) {
    out.after.emplace_back(one.GetString(), one.GetStringLength());
  }
  return out;
}

// "0003" of a migration: its file's, or that of its name.
std::string number_of(const migration& one) {
  if (const auto name = numbered(one.file.filename().string())) return name->number;
  const std::string_view rest = one.name.starts_with(one.schema + "_")
                                    ? std::string_view(one.name).substr(one.schema.size() + 1)
                                    : std::string_view(one.name);
  return std::string(rest.substr(0, rest.find_first_not_of("0123456789")));
}

// The numbers' order, whatever their width.
bool comes_before(const std::string& left, const std::string& right) {
  return left.size() == right.size() ? left < right : left.size() < right.size();
}

// What a file of SQL says at its beginning: "-- after: 0003_items".
std::vector<std::string> said_after(const std::string& sql) {
  constexpr std::string_view words = "-- after:";
  std::vector<std::string> out;
  for (const std::string_view line : split(sql, "\n")) {
    if (!line.starts_with("--")) break;
    if (line.starts_with(words)) out.emplace_back(trim(line.substr(words.size())));
  }
  return out;
}

migration of_file(const schema_folder& folder, const fs::path& file, const numbered_name& name) {
  migration out{.name = concat(folder.name, "_", name.stem()),
                .schema = folder.name,
                .kind = migration_kind::sql,
                .file = file,
                .down_file = folder.path / concat(name.stem(), ".down.sql")};
  if (name.ending == load_ending) {
    const load_declaration load = read_load(file);
    out.kind = migration_kind::load;
    out.can_go_back = load.undoable;
    if (!load.after.empty()) out.after.push_back(load.after);
    return out;
  }
  out.can_go_back = fs::exists(out.down_file);
  out.after = said_after(read_file(file));
  return out;
}

// A file that no registry has stands before the first migration of its schema with a greater
// number.
void insert_file(std::vector<migration>& all, const schema_folder& folder, const fs::path& file) {
  const numbered_name name = *numbered(file.filename().string());
  migration one = of_file(folder, file, name);
  const auto is_here = [&](const migration& other) { return other.schema == folder.name; };
  const auto greater = std::find_if(all.begin(), all.end(), [&](const migration& other) {
    return is_here(other) && comes_before(name.number, number_of(other));
  });
  if (greater != all.end()) {
    all.insert(greater, std::move(one));
    return;
  }
  const auto last = std::find_if(all.rbegin(), all.rend(), is_here);
  all.insert(last == all.rend() ? all.end() : last.base(), std::move(one));
}

void expect_once(const std::vector<migration>& all) {
  std::set<std::string> seen;
  for (const migration& one : all) {
    if (seen.insert(one.name).second) continue;
    throw error(failure::config, "DATA.TWICE", concat("two data migrations are called ", one.name))
        .at({.file = one.file.string()})
        .because("each is tracked by its name")
        .advise("give one of them another name, or register it once");
  }
}

void remark_unregistered(const registry_folder& folder, const std::vector<migration>& all,
                         const std::function<void(const diagnostic&)>& remark) {
  for (const schema_folder& one : folder.schemas) {
    for (const fs::path& file : one.scripts) {
      const bool known = std::any_of(all.begin(), all.end(), [&](const migration& other) {
        std::error_code failed;
        return !other.file.empty() && fs::equivalent(other.file, file, failed);
      });
      if (known) continue;
      const fs::path registry = one.index.empty() ? folder.central : one.index;
      diagnostic found;
      found.level = severity::warning;
      found.code = "DATA.UNREGISTERED";
      found.message = concat(file.filename().string(), " is in no registry: it is not applied");
      found.where.file = file.string();
      found.hint = concat("import it in ", registry.string(), " and add it to the list");
      remark(found);
    }
  }
}

}  // namespace

std::optional<numbered_name> numbered(std::string_view file_name) {
  const std::size_t digits = file_name.find_first_not_of("0123456789");
  if (digits == 0 || digits == std::string_view::npos || file_name[digits] != '_') {
    return std::nullopt;
  }
  const std::size_t dot = file_name.find('.', digits);
  if (dot == std::string_view::npos || dot == digits + 1) return std::nullopt;
  return numbered_name{.number = std::string(file_name.substr(0, digits)),
                       .title = std::string(file_name.substr(digits + 1, dot - digits - 1)),
                       .ending = std::string(file_name.substr(dot))};
}

bool registry_folder::has_scripts() const {
  return !central.empty() || std::any_of(schemas.begin(), schemas.end(), [](const auto& one) {
    return !one.index.empty() || !one.scripts.empty();
  });
}

registry_folder look_into(const fs::path& folder) {
  registry_folder out{.path = folder, .central = index_of(folder)};
  std::error_code failed;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, failed)) {
    if (!entry.is_directory()) continue;
    schema_folder one = look_into_schema(entry.path());
    // Others hold helpers.
    if (!one.index.empty() || !one.scripts.empty() || !one.others.empty()) {
      out.schemas.push_back(std::move(one));
    }
  }
  std::sort(out.schemas.begin(), out.schemas.end(),
            [](const auto& left, const auto& right) { return left.name < right.name; });
  return out;
}

std::vector<migration> list_migrations(const registry_folder& folder,
                                       const std::function<script_session&()>& scripts,
                                       const std::function<void(const diagnostic&)>& remark) {
  std::vector<migration> all;
  if (folder.has_scripts()) {
    const rapidjson::Document listed = scripts().call("list", question(folder));
    for (const rapidjson::Value& one : listed.GetArray()) all.push_back(read_one(one));
  }
  for (const schema_folder& one : folder.schemas) {
    for (const fs::path& file : one.others) insert_file(all, one, file);
  }
  expect_once(all);
  remark_unregistered(folder, all, remark);
  return all;
}

}  // namespace sluice::data
