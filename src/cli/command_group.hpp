// A command that is made of commands: sluice db, sluice data, sluice aws.
#pragma once

#include <span>
#include <string_view>

#include "cli/command.hpp"

namespace sluice::cli {

struct command_group {
  std::string_view name;
  std::string_view introduction;  // lines, without an end
  std::span<const command> commands;
  std::string_view examples;  // lines
};

// Runs the one that is named; without a name, prints them all. Throws USAGE.UNKNOWN_COMMAND.
int run_group(context& in, const command_group& group);

}  // namespace sluice::cli
