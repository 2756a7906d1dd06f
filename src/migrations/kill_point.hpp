// Where a test may end the process, to see what is left behind. Does nothing in what ships.
#pragma once

#include <string_view>

namespace sluice::migrations {

// In a developer's build: ends the process by SIGKILL where SLUICE_KILL_AT names this point.
void kill_point(std::string_view name);

}  // namespace sluice::migrations
