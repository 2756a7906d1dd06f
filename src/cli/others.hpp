// What of a database a Drizzle schema can't say: counted by kind, or one by one.
#pragma once

#include <string>
#include <vector>

#include "base/json_writer.hpp"
#include "cli/console.hpp"
#include "project/schema_objects.hpp"

namespace sluice::cli {

// "2 functions, 1 trigger"
std::string count_kinds(const std::vector<project::schema_object>& others);

// One line, and with --verbose a line for each. Nothing where there are none.
void say_others(const console& terminal, const std::vector<project::schema_object>& others);

// "others": […]
void write_others(json_writer& out, const std::vector<project::schema_object>& others);

}  // namespace sluice::cli
