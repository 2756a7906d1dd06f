#include "project/pulled_files.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "project/state_folder.hpp"

namespace sluice::project {

namespace {

std::string key_of(const std::filesystem::path& file) {
  return file.lexically_normal().string();
}

}  // namespace

pulled_files::pulled_files(const surroundings& at)
    : at_(at), kept_in_(state_folder(at) / "pulled") {
  std::optional<std::string> text;
  try {
    text = read_file_if_exists(kept_in_);
  } catch (const error&) {
    return;  // then nothing is known to be ours
  }
  if (!text) return;
  for (const std::string_view line : split(*text, "\n")) {
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) continue;
    entries_.push_back({std::string(line.substr(0, space)), std::string(line.substr(space + 1))});
  }
}

bool pulled_files::is_ours(const std::filesystem::path& file, const std::string& content) const {
  const std::string name = key_of(file);
  const std::string hash = sha256_hex(content);
  return std::any_of(entries_.begin(), entries_.end(),
                     [&](const entry& one) { return one.file == name && one.hash == hash; });
}

void pulled_files::remember(const std::filesystem::path& file, const std::string& content) {
  const std::string name = key_of(file);
  std::erase_if(entries_, [&](const entry& one) { return one.file == name; });
  entries_.push_back({sha256_hex(content), name});
}

void pulled_files::save() const {
  if (!make_state_folder(at_, kept_in_.parent_path())) return;
  std::string text;
  for (const entry& one : entries_) text += concat(one.hash, " ", one.file, "\n");
  try {
    write_file_atomically(kept_in_, text);
  } catch (const error&) {
    return;  // the next pull asks for --force, no more
  }
}

}  // namespace sluice::project
