// sluice baseline
#include "cli/baseline.hpp"

namespace sluice::cli {

int run_baseline(context& in) {
  database_flags given;
  proof_flags proof;
  project::baseline_request request;
  flag_set flags("baseline",
                 "Mark the migrations that a database has without having run them, after a proof\n"
                 "that it really has their schema. Nothing is run.",
                 {"sluice baseline", "sluice baseline --until 0004_add_teams --dry-run"});
  flags.heading("What is marked");
  flags.text("--until", "TAG", request.until, "the last migration that is marked (all)");
  flags.toggle("--dry-run", request.dry_run, "prove, and write nothing");
  declare(flags, proof);
  declare_database(flags, given);
  declare(flags, given.common, true);
  if (!parse(in, flags, given.common)) return 0;
  complete(in, given, "baseline");
  return run_baseline(in, given, proof, std::move(request));
}

}  // namespace sluice::cli
