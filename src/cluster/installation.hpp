// The PostgreSQL server programs on this machine.
#pragma once

#include <filesystem>
#include <string>

namespace sluice::cluster {

struct installation {
  std::filesystem::path programs;  // the folder of initdb, postgres, psql
  std::string version;             // "15.18"
  int major = 0;
};

// The newest of PATH, the distributions' folders and pg_config. Throws CLUSTER.NO_POSTGRES.
installation find_installation();

}  // namespace sluice::cluster
