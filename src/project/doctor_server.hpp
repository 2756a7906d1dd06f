// What is to be said of a server, a role and a connection before migrations run there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pg/connection.hpp"
#include "project/doctor.hpp"
#include "run/ledger.hpp"

namespace sluice::project {

struct wanted_of_server {
  run::ledger_name ledger;
  std::vector<std::string> schemas, extensions;
  std::optional<config::environment_name> environment;
  bool protect = false;
};

// Throws PG.*, SETTINGS.UNREADABLE.
void judge_server(pg::connection& connection, const wanted_of_server& wanted, health& into);

}  // namespace sluice::project
