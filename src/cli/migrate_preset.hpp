// What `sluice migrate` does where its flags say nothing; `sluice service` is the same with another
// preset.
#pragma once

#include <string>
#include <vector>

#include "cli/command.hpp"
#include "project/preparation.hpp"

namespace sluice::cli {

struct migrate_preset {
  std::string command = "migrate";
  std::string summary = "Apply the migrations that a database doesn't have yet.";
  std::vector<std::string> examples = {"sluice migrate",
                                       "DATABASE_URL=… sluice migrate --wait --create-database"};
  project::preparation before;
};

int migrate(context& in, const migrate_preset& preset);

}  // namespace sluice::cli
