// The flags that make a server ready before migrations are applied: --wait, --create-database,
// --extensions.
#pragma once

#include <optional>
#include <string>

#include "cli/command.hpp"
#include "cli/flags.hpp"
#include "project/migrate.hpp"

namespace sluice::cli {

struct wait_flags {
  std::optional<std::string> wait, extensions;
  std::optional<bool> create_database;
};

// Under a heading of their own.
void declare_wait(flag_set& flags, wait_flags& into);

// What the flags say, and `otherwise` where they say nothing. Throws USAGE.VALUE.
project::preparation preparation_of(const wait_flags& given, const project::preparation& otherwise);

// "vector, uuid-ossp"; "none" is none. Nothing for what no extension can be called.
std::optional<std::vector<std::string>> parse_extensions(const std::string& text);

// Says on the terminal what is waited for and what is created.
void watch(context& in, project::preparation_observer& to);

}  // namespace sluice::cli
