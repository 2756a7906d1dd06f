// What `sluice push` would do: for people, for programs and as SQL.
#pragma once

#include <string>

#include "base/diagnostic.hpp"
#include "base/json_writer.hpp"
#include "cli/console.hpp"
#include "project/push.hpp"

namespace sluice::cli {

// Statements, losses, obstacles and hazards; the statements as whole SQL where that is wanted or
// --verbose, but not where `is_printed` says that they are printed elsewhere.
void say_push_plan(const console& terminal, const project::push_plan& plan, bool is_printed);

// "statements": […], "hazards": […], "commits", "losses", "obstacles", "appliedMigrations"
void write_push_plan(json_writer& out, const project::push_plan& plan);

// For the document of the error that ends a push.
void add_obstacles(diagnostics& to, const project::push_plan& plan);

std::string sql_of(const project::push_plan& plan);

}  // namespace sluice::cli
