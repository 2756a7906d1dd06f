// The project's private PostgreSQL server (src/cluster), found from where a command runs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cluster/server.hpp"
#include "project/surroundings.hpp"

namespace sluice::project {

cluster::server own_server(const surroundings& at, std::optional<int> port = std::nullopt);

// Its URL where it runs.
std::optional<std::string> own_server_url(const surroundings& at);

// Its databases that are marked as protected. A server that does not run is started to be asked,
// and stopped again; one that can't be started protects nothing.
struct protected_database {
  std::string name, mark;
};
std::vector<protected_database> protected_databases(cluster::server& server);

}  // namespace sluice::project
