// The project's private PostgreSQL server (src/cluster), found from where a command runs.
#pragma once

#include <optional>
#include <string>

#include "cluster/server.hpp"
#include "project/surroundings.hpp"

namespace sluice::project {

cluster::server own_server(const surroundings& at, std::optional<int> port = std::nullopt);

// Its URL where it runs.
std::optional<std::string> own_server_url(const surroundings& at);

}  // namespace sluice::project
