// What is untidy in a folder that can be worked with nevertheless.
#pragma once

#include <filesystem>

#include "base/diagnostic.hpp"
#include "migrations/journal.hpp"
#include "migrations/listing.hpp"

namespace sluice::migrations {

diagnostics find_remarks(const std::filesystem::path& directory, const listing& names,
                         const journal& known, std::string_view journal_text);

}  // namespace sluice::migrations
