// Everything that `sluice migrate` would go by, where each setting is from, and what would stop it.
// Writes nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "project/connection.hpp"

namespace sluice::project {

struct shown_setting {
  std::string name, value, origin;  // no password in any of them
};

struct finding {
  enum class level { good, note, warning, problem } is = level::good;
  std::string topic;  // "server", "role", "tls"
  std::string text;
  std::string code;  // of the error, where there is one
  std::string hint;  // the next command or edit
};

struct health {
  std::vector<shown_setting> settings;
  std::vector<finding> findings;
  std::optional<failure> stops;  // as `sluice migrate` would end
};

// Throws nothing that concerns the project: it is a finding.
health examine_project(const database_request& asked);

}  // namespace sluice::project
