#include "cli/command_group.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "cli/flags.hpp"

namespace sluice::cli {

namespace {

std::string overview(const command_group& group) {
  std::string out =
      fmt::format("{}\n\nUsage: sluice {} <command> [flags]\n\n", group.introduction, group.name);
  std::size_t width = 9;
  for (const command& one : group.commands) width = std::max(width, one.name.size() + 2);
  for (const command& one : group.commands) {
    out += fmt::format("  {:<{}}{}\n", one.name, width, one.summary);
  }
  return fmt::format("{}\nExamples:\n{}", out, group.examples);
}

}  // namespace

int run_group(context& in, const command_group& group) {
  const auto named = std::find_if(in.arguments.begin(), in.arguments.end(),
                                  [](const std::string& word) { return !word.starts_with('-'); });
  if (named == in.arguments.end()) {
    in.terminal.data(overview(group));
    return 0;
  }
  const std::string name = std::move(*named);
  in.arguments.erase(named);
  std::vector<std::string> names;
  for (const command& one : group.commands) {
    if (one.name == name) return one.run(in);
    names.emplace_back(one.name);
  }
  const std::string near = suggestion(name, names);
  throw error(failure::usage, "USAGE.UNKNOWN_COMMAND",
              fmt::format("sluice {} has no command \"{}\"", group.name, name))
      .advise(near.empty() ? fmt::format("sluice {} --help", group.name)
                           : fmt::format("did you mean sluice {} {}?", group.name, near));
}

}  // namespace sluice::cli
