// All that is wrong or untidy in a migrations folder, each with what mends it: what drizzle-kit
// check finds, and what it does not look at.
#pragma once

#include <filesystem>

#include "base/diagnostic.hpp"

namespace sluice::migrations {

// An error is what stops sluice or drizzle-kit, now or at the next migration. A folder that can't
// be opened is a finding too. Throws FOLDER.UNREADABLE, FILE.READ.
diagnostics inspect(const std::filesystem::path& directory);

}  // namespace sluice::migrations
