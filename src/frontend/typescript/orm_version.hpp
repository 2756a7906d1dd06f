// The drizzle-orm that a project has installed. sluice evaluates schemas with its own, of version
// 0.45.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/diagnostic.hpp"

namespace sluice::frontend::typescript {

// The version in the nearest node_modules folder, from the file's folder upwards.
std::optional<std::string> installed_orm_version(const std::filesystem::path& file);

// What there is to say where that is version 1 or later, whose schemas mean other things.
std::optional<diagnostic> check_orm_version(const std::filesystem::path& file);

}  // namespace sluice::frontend::typescript
