// The migration that a TAG on the command line means.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "migrations/entry.hpp"

namespace sluice::migrations {

// Its place among `entries`: of the one with that tag, or with that number in front where only one
// has it ("0003", "3"). Throws FOLDER.UNKNOWN_TAG (failure::config), naming the nearest.
std::size_t find_entry(const std::vector<entry>& entries, const std::string& tag);

}  // namespace sluice::migrations
