// Snapshots of version 5 and 6 become version 7, and so does the journal's head. All are written
// beside the old ones first; then each takes its place at once. Whoever is killed in between leaves
// snapshots of both versions, each of them whole, and the next `sluice up` does the rest.
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/file_lock.hpp"
#include "base/text.hpp"
#include "migrations/folder.hpp"
#include "migrations/journal.hpp"
#include "migrations/kill_point.hpp"
#include "migrations/leftovers.hpp"
#include "migrations/listing.hpp"
#include "snapshot/snapshot.hpp"

namespace sluice::migrations {

namespace fs = std::filesystem;

namespace {

struct rewritten {
  fs::path file;
  std::string text;
};

std::vector<rewritten> outdated(const folder& all) {
  const fs::path meta = all.directory() / "meta";
  std::vector<rewritten> out;
  for (const std::string& name : list(all.directory()).meta) {
    if (name.starts_with('_') || !name.ends_with(snapshot_suffix)) continue;
    const fs::path file = meta / name;
    const std::optional<std::string> before = read_file_if_exists(file);
    if (!before) continue;
    std::string text = snapshot::upgrade(*before, file.string());
    if (text != *before) out.push_back({file, std::move(text)});
  }
  return out;
}

}  // namespace

std::vector<fs::path> folder::upgrade(bool dry_run) {
  std::vector<fs::path> files;
  if (!journal_text_) return files;
  const fs::path meta = directory_ / "meta";
  const fs::path journal_file = meta / journal_name;
  std::optional<file_lock> lock;
  if (!dry_run) {
    lock.emplace(meta);
    expect_unchanged(journal_file, journal_text_, read_file_if_exists(journal_file));
    clear_leftovers(*this);
  }
  std::vector<rewritten> all = outdated(*this);
  std::string journal_text = with_newest_head(*journal_text_, journal_file.string());
  if (journal_text != *journal_text_) all.push_back({journal_file, std::move(journal_text)});
  for (const rewritten& one : all) files.push_back(one.file);
  if (dry_run || all.empty()) return files;

  const auto staged = [&](const fs::path& file) {
    return meta / concat(upgraded_prefix, file.filename().string());
  };
  for (const rewritten& one : all) {
    write_file_atomically(staged(one.file), one.text);
    kill_point("up-staged");
  }
  sync_directory(meta);
  for (const rewritten& one : all) {
    rename_file(staged(one.file), one.file);
    kill_point("up-placed");
  }
  sync_directory(meta);
  if (all.back().file == journal_file) journal_text_ = std::move(all.back().text);
  return files;
}

}  // namespace sluice::migrations
