// sluice version [--licenses]
#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "cli/common_flags.hpp"
#include "cli/licenses.hpp"
#include "cli/report.hpp"

namespace sluice::cli {

int run_version(context& in) {
  common_flags common;
  bool licenses = false;
  flag_set flags("version", "Show the version, and the licences of what is built in.",
                 {"sluice version --licenses"});
  flags.heading("Flags").toggle("--licenses", licenses,
                                "the bundled parts and the full texts of their licences");
  declare(flags, common, false);
  if (!parse(in, flags, common)) return 0;

  if (common.look.json) {
    json_writer out;
    out.begin_object().member("schemaVersion", json_schema_version);
    out.member("version", SLUICE_VERSION);
    out.key("bundled").begin_array();
    for (const bundled_part& part : bundled_parts()) {
      out.begin_object().member("name", part.name).member("version", part.version);
      out.member("license", part.license).member("home", part.home).end_object();
    }
    out.end_array();
    if (licenses) out.member("texts", license_texts());
    out.end_object();
    in.terminal.data(out.take() + "\n");
    return 0;
  }
  in.terminal.data("sluice " SLUICE_VERSION "\n");
  if (!licenses) return 0;
  std::string out = "\nMIT licensed. Built in:\n\n";
  for (const bundled_part& part : bundled_parts()) {
    out += fmt::format("  {:<24}{:<19}{}\n", part.name, part.version, part.license);
  }
  in.terminal.data(out + "\n");
  in.terminal.data(license_texts());
  return 0;
}

}  // namespace sluice::cli
