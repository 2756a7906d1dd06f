// sluice help [command]
#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/run.hpp"

namespace sluice::cli {

int run_help(context& in) {
  if (!in.arguments.empty() && in.arguments.front() != "help" &&
      !in.arguments.front().starts_with('-')) {
    in.arguments.emplace_back("--help");
    return run(in.arguments);
  }
  const paint& color = in.terminal.out();
  std::string out =
      "sluice: PostgreSQL schema migrations for Drizzle projects, without Node.\n\n"
      "Usage: sluice <command> [flags]\n\n";
  for (const command& one : commands()) {
    out +=
        fmt::format("  {}{:{}}{}\n", color.bold(one.name), "", 10 - one.name.size(), one.summary);
  }
  out +=
      "\nExamples:\n"
      "  sluice db start                      a PostgreSQL server for this project\n"
      "  sluice generate --name add_users     drizzle/0000_add_users.sql from the schema\n"
      "  sluice migrate                       applies it\n\n"
      "Every command takes:\n"
      "  -q, --quiet       say only what went wrong\n"
      "  -v, --verbose     say more\n"
      "  -y, --yes         answer yes where a yes would do\n"
      "      --no-input    never ask\n"
      "      --no-color    no colours (NO_COLOR says the same)\n"
      "      --json        one JSON document on standard output\n"
      "      --log json    one JSON object a line on standard error\n\n"
      "sluice help <command> lists a command's flags. Each flag can be set in the environment:\n"
      "--lock-timeout is SLUICE_LOCK_TIMEOUT.\n";
  in.terminal.data(out);
  return 0;
}

}  // namespace sluice::cli
