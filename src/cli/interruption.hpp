// Ctrl-C and SIGTERM while something is written.
#pragma once

#include <atomic>

namespace sluice::cli {

// From now on the first signal sets the flag, and the second ends the process.
const std::atomic<bool>& listen_for_interruption();

}  // namespace sluice::cli
