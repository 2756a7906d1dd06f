// `sluice baseline` and `sluice migrate --fake`: migrations are marked as applied and not run,
// after a proof that the database has their schema.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "project/opened.hpp"
#include "project/proof.hpp"
#include "run/rewrite.hpp"

namespace sluice::project {

struct baseline_request {
  database_request database;
  std::optional<std::string> until;  // a tag
  bool verify = true;
  std::optional<std::string> scratch_url;  // where the proof is made, if not elsewhere
  bool dry_run = false;
  std::string command = "baseline";  // for the history
  std::string version;               // sluice's
  run::lock_options lock;
};

struct baseline_result {
  std::string until;              // the last migration that is meant
  std::vector<std::string> tags;  // that were marked, or would be
  bool written = false;
  std::optional<proof> proven;
  std::string place;  // where: "a database made for it on the same server"
};

// Throws BASELINE.DIFFERS (failure::drift) after each difference went to the remarks,
// VERIFY.NO_SERVER, and what prove(), plan_baseline() and rewrite_ledger() throw.
baseline_result baseline(const baseline_request& asked, const migrate_callbacks& to);

}  // namespace sluice::project
