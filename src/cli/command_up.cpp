// sluice up: drizzle-kit's word for upgrading a migrations folder; other tools' word for applying
// it.
#include "base/json_writer.hpp"
#include "cli/common_flags.hpp"
#include "cli/report.hpp"

namespace sluice::cli {

int run_up(context& in) {
  common_flags common;
  std::optional<std::string> out;
  flag_set flags("up", "Upgrade the format of a migrations folder.", {"sluice up"});
  flags.heading("Flags").text("--out", "FOLDER", out, "the migrations folder");
  flags.foreign("--dialect", true);
  declare(flags, common, true);
  if (!parse(in, flags, common)) return 0;
  if (common.look.json) {
    json_writer json;
    json.begin_object().member("schemaVersion", json_schema_version).member("status", "current");
    in.terminal.data(json.end_object().take() + "\n");
  }
  in.terminal.say("nothing to upgrade: every version of a snapshot is read as it is");
  in.terminal.warn("did you mean sluice migrate?");
  return 0;
}

}  // namespace sluice::cli
