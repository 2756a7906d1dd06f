// What a process left behind that was killed while it wrote a folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "migrations/folder.hpp"
#include "migrations/listing.hpp"

namespace sluice::migrations {

// The folder in which make_meta() (append.cpp) prepares meta: ".meta.", a number, ".tmp".
inline constexpr std::string_view fresh_meta_prefix = ".meta.";
inline constexpr std::string_view fresh_meta_suffix = ".tmp";

// FILE.WRITE.
error cannot_write(const std::filesystem::path& file, const std::error_code& why);

// Throw it.
void rename_file(const std::filesystem::path& from, const std::filesystem::path& to);
void remove_file(const std::filesystem::path& file);

// Whether a migration of the folder has the snapshot of that name.
bool uses_snapshot(const folder& all, const std::string& name);

// Finishes what was past the point of no return, and removes the rest. The folder is locked.
void clear_leftovers(const folder& all);

// FOLDER.CHANGED where the journal's text is another one than when the folder was opened.
void expect_unchanged(const std::filesystem::path& journal_file,
                      const std::optional<std::string>& opened,
                      const std::optional<std::string>& now);

}  // namespace sluice::migrations
