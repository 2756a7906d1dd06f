// meta/_journal.json as text (docs/formats.md).
#pragma once

#include <optional>
#include <string>
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

// What drizzle-kit writes into a new folder.
std::string empty_journal();

}  // namespace sluice::migrations
