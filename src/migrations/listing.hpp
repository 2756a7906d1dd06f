// The names of what lies in a migrations folder.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "migrations/entry.hpp"

namespace sluice::migrations {

inline constexpr std::string_view journal_name = "_journal.json";
inline constexpr std::string_view snapshot_suffix = "_snapshot.json";

// What append() writes before it is certain (append.cpp). drizzle-kit doesn't look at names with
// "_".
inline constexpr std::string_view staged_prefix = "_append.";
inline constexpr std::string_view staged_journal_name = "_append.journal";

// The journal as it was before the last ones were dropped (remove.cpp), and what upgrade() writes
// before it is certain.
inline constexpr std::string_view dropped_journal_name = "_drop.journal";
inline constexpr std::string_view upgraded_prefix = "_up.";

struct listing {
  bool exists = false;
  std::vector<std::string> tags;     // of the SQL files, sorted
  std::vector<std::string> folders;  // besides meta, sorted
  std::vector<std::string> meta;     // the names in meta, sorted
};

// Whether a file or folder of that name can be seen.
bool is_there(const std::filesystem::path& file);

// Throws FOLDER.UNREADABLE.
listing list(const std::filesystem::path& directory);

// The snapshot's name that goes with a tag; and with a number, which a file keeps that was renamed
// after its generation.
std::string snapshot_name(std::string_view tag);
std::string snapshot_name(int idx);

// The tag whose files an append that was killed may have left in the folder: the staged journal has
// it, the journal hasn't.
std::optional<std::string> interrupted_tag(const std::filesystem::path& directory,
                                           const listing& names, const std::vector<entry>& entries);

// The migrations whose files a drop that was killed may have left.
std::vector<entry> dropped(const std::filesystem::path& directory, const listing& names,
                           const std::vector<entry>& entries);

}  // namespace sluice::migrations
