// The parameters of a connection URL: libpq's pass, those that drivers, poolers and providers add
// are mapped or left out with a note.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pg/target.hpp"

namespace sluice::pg {

void apply_parameters(const std::vector<std::pair<std::string, std::string>>& given,
                      connection_target& target);

// node-postgres's `ssl`: a mode's name, "true", "false", or its object as JSON.
void apply_ssl(std::string_view ssl, connection_target& target);

}  // namespace sluice::pg
