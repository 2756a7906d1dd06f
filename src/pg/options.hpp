// The `options` of a connection: settings that a server takes as the session begins, and a pooler
// does not.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pg/target.hpp"

namespace sluice::pg {

using settings = std::vector<std::pair<std::string, std::string>>;  // name, value

// "-c lock_timeout=5s --search_path=app". Nothing where there is more than settings in it.
std::optional<settings> settings_of(std::string_view options);

// Where a server refused the target's options and they are settings alone, the target goes without
// them from now on; whoever begins a transaction sets them in it. True where that was it.
bool leave_out_options(connection_target& target, std::string_view refusal);

}  // namespace sluice::pg
