// Which module names mean what, before any file is looked for.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sluice::script {

// "@scope/name" or "name" of a package specifier.
std::string_view package_name(std::string_view specifier);

// Packages that sluice answers itself: dotenv and its kin.
bool is_own_package(std::string_view specifier);

// Node's own modules, without "node:".
bool is_node_module(std::string_view name);
// Those that reach out of the process.
bool is_forbidden_node_module(std::string_view name);

// The database driver that a package, or a part of drizzle-orm, is for: it loads as an inert
// object.
bool is_driver(std::string_view specifier);

// Packages that only mark where code may run.
bool is_empty_module(std::string_view specifier);

}  // namespace sluice::script
