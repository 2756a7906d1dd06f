// What a migration does to a running system: one line for each table and kind, for people; all of
// it, for programs (docs/hazards.md).
#pragma once

#include <vector>

#include "base/json_writer.hpp"
#include "cli/console.hpp"
#include "ddl/statement.hpp"

namespace sluice::cli {

// Nothing where there is nothing to say. Locks that are held for a moment only with --verbose.
void say_hazards(const console& terminal, const std::vector<ddl::statement>& statements);

// "statements": […], "hazards": […]
void write_statements(json_writer& out, const std::vector<ddl::statement>& statements);

}  // namespace sluice::cli
