#include "migrations/listing.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "migrations/journal.hpp"
#include "migrations/names.hpp"

namespace sluice::migrations {
namespace {

namespace fs = std::filesystem;

error unreadable(const fs::path& directory, const std::error_code& why) {
  return error(failure::config, "FOLDER.UNREADABLE",
               concat("cannot read the migrations folder ", directory.string()))
      .at({directory.string()})
      .because(why.message())
      .advise("check `out` in drizzle.config, or --out");
}

// The entries of a journal that a killed process left in meta.
std::vector<entry> noted(const fs::path& directory, const listing& names, std::string_view name) {
  if (!std::binary_search(names.meta.begin(), names.meta.end(), name)) return {};
  const fs::path file = directory / "meta" / name;
  const std::optional<std::string> text = read_file_if_exists(file);
  if (!text) return {};
  try {
    return read_journal(*text, file.string()).entries;
  } catch (const error&) {
    return {};  // none of ours: it is renamed into place when it is whole
  }
}

bool is_listed(const std::vector<entry>& entries, const std::string& tag) {
  return std::any_of(entries.begin(), entries.end(),
                     [&](const entry& one) { return one.tag == tag; });
}

}  // namespace

bool is_there(const fs::path& file) {
  std::error_code ignored;
  return fs::exists(file, ignored);
}

listing list(const fs::path& directory) {
  listing names;
  std::error_code failed;
  const fs::file_status status = fs::status(directory, failed);
  if (status.type() == fs::file_type::not_found) return names;
  names.exists = true;
  for (fs::directory_iterator one(directory, failed), end; !failed && one != end;
       one.increment(failed)) {
    std::error_code ignored;
    const fs::path name = one->path().filename();
    if (one->is_directory(ignored)) {
      if (name != "meta") names.folders.push_back(name.string());
    } else if (name.extension() == ".sql") {
      names.tags.push_back(name.stem().string());
    }
  }
  if (failed) throw unreadable(directory, failed);
  const fs::path meta = directory / "meta";
  if (is_there(meta)) {
    for (fs::directory_iterator one(meta, failed), end; !failed && one != end;
         one.increment(failed)) {
      names.meta.push_back(one->path().filename().string());
    }
  }
  if (failed) throw unreadable(meta, failed);
  std::sort(names.tags.begin(), names.tags.end());
  std::sort(names.folders.begin(), names.folders.end());
  std::sort(names.meta.begin(), names.meta.end());
  return names;
}

std::string snapshot_name(std::string_view tag) {
  return concat(prefix_of(tag), snapshot_suffix);
}

std::string snapshot_name(int idx) {
  return snapshot_name(make_tag(prefix::index, idx, 0, "of"));
}

std::optional<std::string> interrupted_tag(const fs::path& directory, const listing& names,
                                           const std::vector<entry>& entries) {
  const std::vector<entry> staged = noted(directory, names, staged_journal_name);
  if (staged.empty() || is_listed(entries, staged.back().tag)) return std::nullopt;
  return staged.back().tag;
}

std::vector<entry> dropped(const fs::path& directory, const listing& names,
                           const std::vector<entry>& entries) {
  std::vector<entry> out = noted(directory, names, dropped_journal_name);
  std::erase_if(out, [&](const entry& one) { return is_listed(entries, one.tag); });
  return out;
}

}  // namespace sluice::migrations
