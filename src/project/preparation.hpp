// What a migrator does to a server before it applies anything: waits for it, makes the database,
// makes the extensions.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"

namespace sluice::project {

struct preparation {
  std::optional<std::chrono::milliseconds> wait;  // else one try
  bool create_database = false;
  std::vector<std::string> extensions;
  // Nobody named them: those of sluice.toml go before them.
  bool extensions_of_project = false;
  // They are a guess: what the server has not, or the user may not make, is a note and no error.
  bool extensions_if_possible = false;
  bool migrations_required = false;  // that there are none is an error
};

// Each may be empty.
struct preparation_observer {
  // At once, then every few seconds; `why` is one line.
  std::function<void(const std::string& why, std::chrono::milliseconds waited)> waiting;
  std::function<void(std::chrono::milliseconds waited)> connected;  // after a wait
  std::function<void(const std::string& database)> database_created;
  std::function<void(const std::string& extension, const std::string& version)> extension_created;
  std::function<void(const diagnostic&)> remark;
};

}  // namespace sluice::project
