// "Is it created, or renamed from another?", in drizzle-kit's words.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "cli/console.hpp"
#include "cli/flags.hpp"
#include "project/renames.hpp"

namespace sluice::cli {

// The candidate that was renamed, or nothing where it is new. Needs a terminal.
std::optional<std::size_t> ask(const console& terminal, const diff::question& open);

// Says what is open and which hints would answer it, and prints drizzle-kit's document for scripts.
// `command` is what was typed behind "sluice". The exit code.
int leave_open(const console& terminal, std::string_view command,
               const std::vector<diff::question>& open);

// --hints, --hints-file, --no-renames
void declare(flag_set& flags, project::rename_answers& into);

}  // namespace sluice::cli
