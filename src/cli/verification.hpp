// What came of trying a migration: one line, or what differs.
#pragma once

#include <optional>

#include "base/json_writer.hpp"
#include "cli/console.hpp"
#include "project/verify.hpp"

namespace sluice::cli {

void say_verification(const console& terminal, const project::verification& found);

// "verification": null where none took place.
void write_verification(json_writer& out, const std::optional<project::verification>& found);

}  // namespace sluice::cli
