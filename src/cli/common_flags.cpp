#include "cli/common_flags.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace sluice::cli {

bool takes_value(const std::string& flag) {
  return flag == "--config" || flag == "--env-file" || flag == "--env" || flag == "-e" ||
         flag == "--output" || flag == "--log";
}

void declare(flag_set& flags, common_flags& into, bool project) {
  flags.heading("Everywhere");
  if (project) {
    flags.text("--config", "FILE", into.where.config,
               "the drizzle.config file, if not the usual one");
    flags.list("--env-file", "FILE", into.where.env_files, "read variables from it, not from .env");
    flags.text("-e,--env", "NAME", into.where.environment,
               "the environment: .env.NAME, [env.NAME], NODE_ENV");
  }
  flags.toggle("--json", into.look.json, "one JSON document on standard output");
  flags.choice("--output", {"text", "json"}, into.output, "");
  // Listed by `sluice help`: the same everywhere.
  flags.choice("--log", {"text", "json"}, into.log, "");
  flags.toggle("-q,--quiet", into.look.quiet, "");
  flags.toggle("-v,--verbose", into.look.verbose, "");
  flags.toggle("--no-color", into.look.no_color, "");
  flags.toggle("--no-input", into.look.no_input, "");
  flags.toggle("-y,--yes", into.look.yes, "");
}

bool parse(context& in, flag_set& flags, common_flags& into) {
  if (!flags.parse(in.arguments)) {
    in.terminal.data(flags.help());
    return false;
  }
  if (into.output == "json") into.look.json = true;
  into.look.log_json = into.log == "json";
  in.terminal.choose(into.look);
  for (const std::string& name : flags.ignored()) {
    in.terminal.say(fmt::format("{} {} has no meaning here and is ignored",
                                in.terminal.err().yellow("note:"), name));
  }
  return true;
}

std::vector<std::string> process_arguments(const std::string& command,
                                           const std::vector<std::string>& given) {
  constexpr std::array known = {"--config", "--dialect", "--driver",      "--casing", "--schema",
                                "--out",    "--name",    "--breakpoints", "--custom", "--prefix"};
  std::vector<std::string> out = {command};
  bool kept = false;
  for (const std::string& word : given) {
    const std::string name = word.substr(0, word.find('='));
    // A value stays with its flag.
    kept =
        name.starts_with('-') ? std::find(known.begin(), known.end(), name) != known.end() : kept;
    if (kept) out.push_back(word);
  }
  return out;
}

}  // namespace sluice::cli
