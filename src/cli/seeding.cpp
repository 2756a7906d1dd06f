#include "cli/seeding.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "cli/duration.hpp"
#include "cli/interruption.hpp"
#include "cli/report.hpp"

namespace sluice::cli {

void complete(const context& in, const std::optional<int>& memory,
              project::seeds_request& request) {
  constexpr int usual_memory = 1024;
  request.how.version = SLUICE_VERSION;
  request.how.interrupt = &listen_for_interruption();
  request.bounds.time = std::chrono::hours(24 * 365);  // whoever waits may interrupt it
  request.bounds.memory_bytes = static_cast<std::size_t>(std::max(1, memory.value_or(usual_memory)))
                                << 20U;
  request.console = [&terminal = in.terminal](std::string_view line) {
    terminal.say(fmt::format("  {} {}", terminal.err().dim("│"), line));
  };
}

project::seeds_result seed(const console& terminal, const project::seeds_request& request,
                           project::migrate_callbacks& to) {
  to.watch.notice = [&](const std::string&, const pg::server_message& said) {
    if (said.severity == "NOTICE" && !terminal.chosen().verbose) return;
    terminal.say(fmt::format("  {}: {}", said.severity, said.text));
  };
  data::seeds_callbacks watch;
  watch.begin = [&](const data::seed& one) {
    terminal.detail(fmt::format("{} {}", one.name, shown_path(one.file.string())));
  };
  watch.done = [&](const data::done_seed& one) {
    terminal.say(fmt::format("{} {} {}", terminal.err().green("✓"), one.name,
                             terminal.err().dim(show(one.took))));
  };
  return project::run_seeds(request, to, watch);
}

void write_seeds(json_writer& out, const project::seeds_result& result) {
  out.key("seeds").begin_array();
  for (const data::done_seed& one : result.report.done) out.string(one.name);
  out.end_array().member("already", static_cast<std::int64_t>(result.report.already));
  out.key("leftOut").begin_array();
  for (const std::string& one : result.left_out) out.string(one);
  out.end_array();
}

}  // namespace sluice::cli
