// The PostgreSQL server programs on this machine.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace sluice::cluster {

struct installation {
  std::filesystem::path programs;  // the folder of initdb, postgres, psql
  std::string version;             // "15.18"
  int major = 0;
};

// The newest of PATH, the distributions' folders and pg_config; or the one of that major version,
// and nothing where it is missing. Throws CLUSTER.NO_POSTGRES where there is none at all.
installation find_installation();
std::optional<installation> find_installation(int major);

}  // namespace sluice::cluster
