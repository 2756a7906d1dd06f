// "Is it created, or renamed from another?", in drizzle-kit's words.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "cli/console.hpp"
#include "diff/compare.hpp"

namespace sluice::cli {

// The candidate that was renamed, or nothing where it is new. Needs a terminal.
std::optional<std::size_t> ask(const console& terminal, const diff::question& open);

// The same question as text, with the hints that would answer it.
std::string explain(const paint& color, const diff::question& open);

}  // namespace sluice::cli
