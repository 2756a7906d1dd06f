#include "migrations/leftovers.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "migrations/kill_point.hpp"
#include "migrations/names.hpp"

namespace sluice::migrations {

namespace fs = std::filesystem;

error cannot_write(const fs::path& file, const std::error_code& why) {
  return error(failure::general, "FILE.WRITE", concat("cannot write ", file.string()))
      .because(why.message());
}

namespace {

// What make_meta() was killed over.
void clear_fresh_meta(const fs::path& directory, const listing& names) {
  for (const std::string& name : names.folders) {
    if (!name.starts_with(fresh_meta_prefix) || !name.ends_with(fresh_meta_suffix)) continue;
    std::error_code ignored;
    fs::remove_all(directory / name, ignored);
  }
}

// Of a migration that is none any more, or none yet.
void remove_files_of(const folder& all, const std::string& tag) {
  remove_file(all.directory() / (tag + ".sql"));
  remove_file(all.directory() / concat(tag, down_suffix, ".sql"));
  const std::string snapshot = snapshot_name(tag);
  if (!uses_snapshot(all, snapshot)) remove_file(all.directory() / "meta" / snapshot);
}

}  // namespace

void rename_file(const fs::path& from, const fs::path& to) {
  std::error_code failed;
  fs::rename(from, to, failed);
  if (failed) throw cannot_write(to, failed);
}

void remove_file(const fs::path& file) {
  std::error_code failed;
  fs::remove(file, failed);
  if (failed) throw cannot_write(file, failed);
}

bool uses_snapshot(const folder& all, const std::string& name) {
  return std::any_of(all.entries().begin(), all.entries().end(),
                     [&](const entry& one) { return all.snapshot_of(one).filename() == name; });
}

void clear_leftovers(const folder& all) {
  const fs::path& directory = all.directory();
  const fs::path meta = directory / "meta";
  const listing names = list(directory);
  clear_fresh_meta(directory, names);
  if (!all.entries().empty()) {
    const std::string& tag = all.entries().back().tag;
    const std::string staged = concat(staged_prefix, tag, ".snapshot");
    if (std::binary_search(names.meta.begin(), names.meta.end(), staged)) {
      rename_file(meta / staged, meta / snapshot_name(tag));
    }
  }
  if (const auto tag = interrupted_tag(directory, names, all.entries())) {
    remove_files_of(all, *tag);
    kill_point("cleared-files");
  }
  for (const entry& one : dropped(directory, names, all.entries())) {
    const bool renamed = !is_there(meta / snapshot_name(one.tag));
    if (renamed && !uses_snapshot(all, snapshot_name(one.idx))) {
      remove_file(meta / snapshot_name(one.idx));
    }
    remove_files_of(all, one.tag);
    kill_point("dropped-files");
  }
  for (const std::string& name : names.meta) {
    if (name.starts_with(staged_prefix) || name.starts_with(upgraded_prefix) ||
        name == dropped_journal_name) {
      remove_file(meta / name);
    }
  }
}

void expect_unchanged(const fs::path& journal_file, const std::optional<std::string>& opened,
                      const std::optional<std::string>& now) {
  if (now == opened) return;
  throw error(failure::general, "FOLDER.CHANGED",
              concat(journal_file.string(), " has changed in the meantime"))
      .at({journal_file.string()})
      .because("another process worked on the folder")
      .advise("run the command again");
}

}  // namespace sluice::migrations
