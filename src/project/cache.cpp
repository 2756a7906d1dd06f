#include "project/cache.hpp"

#include <algorithm>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "frontend/typescript/load.hpp"
#include "project/cache_json.hpp"
#include "project/state_folder.hpp"

namespace sluice::project {

namespace fs = std::filesystem;

namespace {

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
                  [](const script::input& one) { return one.what == script::input::kind::chance; });
  try {
    if (by_chance) {
      fs::remove(file_);
      return;
    }
    if (!make_state_folder(at_, "cache")) return;
    write_quickly(file_, to_json(what, program(), request_));
  } catch (const std::exception&) {
    return;  // the next run evaluates again
  }
}

}  // namespace sluice::project
