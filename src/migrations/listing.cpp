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

std::optional<std::string> interrupted_tag(const fs::path& directory, const listing& names,
                                           const std::vector<entry>& entries) {
  if (!std::binary_search(names.meta.begin(), names.meta.end(), staged_journal_name)) {
    return std::nullopt;
  }
  const fs::path file = directory / "meta" / staged_journal_name;
  const std::optional<std::string> text = read_file_if_exists(file);
  if (!text) return std::nullopt;
  std::vector<entry> staged;
  try {
    staged = read_journal(*text, file.string()).entries;
  } catch (const error&) {
    return std::nullopt;  // none of ours: it is renamed into place when it is whole
  }
  if (staged.empty()) return std::nullopt;
  const std::string& tag = staged.back().tag;
  const bool known =
      std::any_of(entries.begin(), entries.end(), [&](const entry& one) { return one.tag == tag; });
  if (known) return std::nullopt;
  return tag;
}

}  // namespace sluice::migrations
