// A migrations folder on disk: NNNN_name.sql, meta/_journal.json, meta/NNNN_snapshot.json, and
// NNNN_name.down.sql, which nothing applies by itself (docs/formats.md). Real folders are untidy:
// what can be read is read, the rest is said.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "migrations/entry.hpp"
#include "snapshot/snapshot.hpp"

namespace sluice::migrations {

struct migration_file {
  std::string hash;                     // SHA-256 of the file's text, as drizzle-orm computes it
  std::vector<std::string> statements;  // split at breakpoints; empty chunks left out
  std::vector<int> lines;               // in the file, of each statement's first character
};

class folder {
 public:
  // A folder that does not exist, or is empty, is a folder without entries. Throws FOLDER.*
  // (failure::config) where the journal can't be understood: JOURNAL_DAMAGED, JOURNAL_MISSING
  // (there are snapshots), DIALECT, LAYOUT (of another major version of drizzle-kit).
  static folder open(const std::filesystem::path& directory);

  const std::filesystem::path& directory() const { return directory_; }
  const std::vector<entry>& entries() const { return entries_; }
  // What is untidy and was worked around.
  const diagnostics& remarks() const { return remarks_; }

  // The idx of a next entry: one more than the last entry's.
  int next_idx() const { return entries_.empty() ? 0 : entries_.back().idx + 1; }

  std::filesystem::path file_of(const entry& one) const;
  std::filesystem::path down_file_of(const entry& one) const;  // what takes it back, or would
  std::filesystem::path snapshot_of(const entry& one) const;   // whether it exists or not

  // Reads one entry's SQL file. Throws FOLDER.FILE_MISSING.
  migration_file read(const entry& one) const;

  // The newest snapshot's text and file: the one of the journal's last entry. Nothing in an empty
  // folder. Throws FOLDER.SNAPSHOT_MISSING where the last entry has none, FOLDER.SNAPSHOT_COLLISION
  // where two entries' snapshots have one prevId.
  struct snapshot_text {
    std::filesystem::path file;
    std::string json;
  };
  std::optional<snapshot_text> last_snapshot() const;

  // Writes SQL, snapshot and journal, and what takes the migration back if that is given, so that a
  // kill at any moment leaves the folder as it was or as it should be (append.cpp). Throws
  // FOLDER.CHANGED where another process appended since open(), FOLDER.NAME_TAKEN where the
  // migration or one of its files exists.
  void append(const entry& added, const std::string& sql, const std::string& snapshot_json,
              const std::optional<std::string>& down = std::nullopt);

  // Removes the last `count` entries and their files, so that a kill at any moment leaves the
  // folder as it was or as it should be (remove.cpp). Throws FOLDER.CHANGED,
  // FOLDER.SNAPSHOT_SHARED.
  void remove_last(std::size_t count);

  // Brings snapshots of version 5 and 6, and the journal's head, to version 7: all or, where one is
  // damaged, none (upgrade.cpp). Gives the files. Throws SNAPSHOT.DAMAGED, FOLDER.CHANGED.
  std::vector<std::filesystem::path> upgrade(bool dry_run);

 private:
  void check_collisions() const;

  std::filesystem::path directory_;
  std::optional<std::string> journal_text_;  // as read
  std::vector<entry> entries_;
  diagnostics remarks_;
};

}  // namespace sluice::migrations
