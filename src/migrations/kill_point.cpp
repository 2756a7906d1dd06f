#include "migrations/kill_point.hpp"

#ifdef SLUICE_DEVELOPER
#include <csignal>
#include <cstdlib>
#endif

namespace sluice::migrations {

#ifdef SLUICE_DEVELOPER
void kill_point(std::string_view name) {
  const char* wanted = std::getenv("SLUICE_KILL_AT");
  if (wanted != nullptr && name == wanted) static_cast<void>(std::raise(SIGKILL));
}
#else
void kill_point(std::string_view) {}
#endif

}  // namespace sluice::migrations
