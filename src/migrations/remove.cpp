// Taking back the last migrations' files. The journal decides what belongs to the folder:
//
//   1. The journal as it is, is kept as meta/_drop.journal.
//   2. The journal without them is renamed over it: from here on they are gone.
//   3. Their files are removed, then _drop.journal.
//
// A process that is killed in between leaves the old journal, with all files, or the new one, and
// files that _drop.journal knows of: the next generate, drop or up removes them.
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/file_lock.hpp"
#include "base/text.hpp"
#include "migrations/folder.hpp"
#include "migrations/journal.hpp"
#include "migrations/kill_point.hpp"
#include "migrations/leftovers.hpp"
#include "migrations/listing.hpp"

namespace sluice::migrations {

namespace fs = std::filesystem;

namespace {

// Where two migrations have one snapshot, nothing says what the schema was before the later one.
void expect_own_snapshots(const folder& all, std::size_t count) {
  const auto& entries = all.entries();
  const std::size_t kept = entries.size() - count;
  for (std::size_t i = kept; i < entries.size(); ++i) {
    for (std::size_t before = 0; before < kept; ++before) {
      if (all.snapshot_of(entries[i]) != all.snapshot_of(entries[before])) continue;
      throw error(failure::config, "FOLDER.SNAPSHOT_SHARED",
                  concat(entries[before].tag, " and ", entries[i].tag, " have one snapshot"))
          .at({all.snapshot_of(entries[i]).string()})
          .because("without the later one nothing would say what the schema was")
          .advise("put the folder back as it was committed: git checkout");
    }
  }
}

}  // namespace

void folder::remove_last(std::size_t count) {
  const fs::path meta = directory_ / "meta";
  const fs::path journal_file = meta / journal_name;
  const file_lock lock(meta);
  const std::optional<std::string> now = read_file_if_exists(journal_file);
  expect_unchanged(journal_file, journal_text_, now);
  clear_leftovers(*this);
  expect_own_snapshots(*this, count);

  const std::string journal_text = without_last(*now, journal_file.string(), count);
  write_file_atomically(meta / dropped_journal_name, *now);
  kill_point("drop-noted");
  write_file_atomically(journal_file, journal_text);
  sync_directory(meta);
  kill_point("drop-committed");
  entries_.resize(entries_.size() - count);
  journal_text_ = journal_text;
  clear_leftovers(*this);
  sync_directory(directory_);
  sync_directory(meta);
}

}  // namespace sluice::migrations
