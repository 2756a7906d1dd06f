// A mistake in a user's schema: data, because all of them are reported, not the first.
#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"

namespace sluice {

enum class severity { note, warning, error };

struct diagnostic {
  severity level = severity::error;
  std::string code;  // dotted and stable, as in sluice::error
  std::string message;
  place where;
  std::string hint;
};

using diagnostics = std::vector<diagnostic>;

}  // namespace sluice
