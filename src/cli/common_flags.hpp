// The flags that every command has.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "cli/flags.hpp"
#include "project/surroundings.hpp"

namespace sluice::cli {

struct common_flags {
  project::location where;
  console::settings look;
  std::optional<std::string> output;  // drizzle-kit's way to say --json
  std::optional<std::string> log;
};

// What those before the command's name take, so that `sluice --config x generate` is understood.
bool takes_value(const std::string& flag);

// Declares them under a heading of their own; with `project`, those that find a project too.
void declare(flag_set& flags, common_flags& into, bool project);

// Parses the command's arguments, applies what they say to the terminal, notes what is ignored.
// False: the help was asked for and has been printed.
bool parse(context& in, flag_set& flags, common_flags& into);

// The command line as configurations see it in process.argv: the command and drizzle-kit's own
// flags. Flags of sluice alone, which say how to print or where to connect, are nothing that one
// asks for.
std::vector<std::string> process_arguments(const std::string& command,
                                           const std::vector<std::string>& given);

}  // namespace sluice::cli
