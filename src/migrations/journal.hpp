// meta/_journal.json as text (docs/formats.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "migrations/entry.hpp"

namespace sluice::migrations {

struct journal {
  std::string version;  // as it stands there, empty where it doesn't
  std::string dialect;
  std::vector<entry> entries;  // in the order in which they are applied
};

// Throws FOLDER.JOURNAL_DAMAGED, FOLDER.DIALECT (another database's).
journal read_journal(const std::string& json, const std::string& file);

// The text with one entry more, in drizzle-kit's bytes; fields that sluice doesn't know stay.
// Without a text, the journal of a new folder.
std::string with_entry(const std::optional<std::string>& json, const std::string& file,
                       const entry& added);

// The text without the last entries, as drizzle-kit drop writes it.
std::string without_last(const std::string& json, const std::string& file, std::size_t count);

// The text under version 7 and dialect "postgresql"; as it is where it says so already.
std::string with_newest_head(const std::string& json, const std::string& file);

// The line that names the tag first; 0 where none does.
int line_of_tag(std::string_view json, std::string_view tag);

// What drizzle-kit writes into a new folder.
std::string empty_journal();

}  // namespace sluice::migrations
