// `sluice trash`: what rollbacks kept of a database, and its end.
#pragma once

#include <chrono>
#include <functional>
#include <vector>

#include "project/opened.hpp"
#include "run/consent.hpp"
#include "run/trash.hpp"

namespace sluice::project {

std::vector<run::kept_thing> list_trash(const database_request& asked, const migrate_callbacks& to);

struct purge_request {
  database_request database;
  std::chrono::milliseconds older_than{0};
  run::consent consent;
};

struct purge_result {
  std::vector<run::kept_thing> gone;
  bool agreed = false;
};

// `agree` is shown what would go; no: nothing does, and it is in `gone` all the same. Throws
// TRASH.UNREADABLE, PROTECTED.*.
purge_result purge_trash(const purge_request& asked, const migrate_callbacks& to,
                         const std::function<bool(const std::vector<run::kept_thing>&)>& agree);

}  // namespace sluice::project
