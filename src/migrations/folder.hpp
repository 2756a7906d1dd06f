// A migrations folder on disk: NNNN_name.sql, meta/_journal.json, meta/NNNN_snapshot.json
// (docs/formats.md). Real folders are untidy: what can be read is read, the rest is said.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "snapshot/snapshot.hpp"

namespace sluice::migrations {

struct entry {
  int idx = 0;
  std::string version;
  std::int64_t when = 0;  // milliseconds since 1970
  std::string tag;        // the file's name without .sql
  bool breakpoints = true;
};

struct migration_file {
  std::string hash;                     // SHA-256 of the file's bytes, as drizzle-orm computes it
  std::vector<std::string> statements;  // split at breakpoints; empty chunks left out
};

class folder {
 public:
  // A folder that does not exist, or is empty, is a folder without entries. Throws FOLDER.* (failure::config)
  // where the journal can't be understood.
  static folder open(const std::filesystem::path& directory);

  const std::filesystem::path& directory() const { return directory_; }
  const std::vector<entry>& entries() const { return entries_; }
  // What is untidy and was worked around.
  const diagnostics& remarks() const { return remarks_; }

  // Reads one entry's SQL file. Throws FOLDER.FILE_MISSING.
  migration_file read(const entry& one) const;

  // The newest snapshot's text and file; nothing in an empty folder. Throws FOLDER.SNAPSHOT_MISSING where
  // the last entry has none, FOLDER.SNAPSHOT_COLLISION where two snapshots have one prevId.
  struct snapshot_text {
    std::filesystem::path file;
    std::string json;
  };
  std::optional<snapshot_text> last_snapshot() const;

  // Writes SQL, snapshot and journal so that a kill at any moment leaves the folder as it was or as it
  // should be.
  void append(const entry& added, const std::string& sql, const std::string& snapshot_json);

 private:
  std::filesystem::path directory_;
  std::vector<entry> entries_;
  diagnostics remarks_;
};

}  // namespace sluice::migrations
