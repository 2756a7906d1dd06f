// The drizzle-orm that a project has installed. sluice evaluates schemas with its own, of version
// 0.45.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "base/diagnostic.hpp"

namespace sluice::frontend::typescript {

// Where a file's drizzle-orm may be, from its folder upwards: each package.json up to the first
// that is there.
std::vector<std::filesystem::path> orm_packages(const std::filesystem::path& file);

// What there is to say where that is version 1 or later, whose schemas mean other things.
std::optional<diagnostic> check_orm_version(const std::filesystem::path& file);

}  // namespace sluice::frontend::typescript
