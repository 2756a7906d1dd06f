// What `sluice baseline` and `sluice migrate --fake` do alike.
#pragma once

#include "cli/database_flags.hpp"
#include "project/baseline.hpp"

namespace sluice::cli {

// The flags of the proof: --no-verify, --scratch-url.
struct proof_flags {
  bool no_verify = false;
  std::optional<std::string> scratch_url;
};

void declare(flag_set& flags, proof_flags& into);

// Marks and says so; `request` says what is marked, and by which command.
int run_baseline(context& in, database_flags& given, const proof_flags& proof,
                 project::baseline_request request);

}  // namespace sluice::cli
