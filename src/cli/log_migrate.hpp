// A migration run as events of --log json, in place of the lines for people.
#pragma once

#include <chrono>

#include "cli/database_flags.hpp"

namespace sluice::cli {

// Replaces in `to` what tells people of the run. `in` and `given` must outlive it.
void log_run(context& in, database_flags& given, project::migrate_callbacks& to);

// The run's last event.
void log_finished(const console& terminal, const run::report& result,
                  std::chrono::microseconds took);

}  // namespace sluice::cli
