// The JavaScript that is linked into the program for configuration files.
#include "config/drizzle_config.hpp"

// The bytes that the build puts between these symbols (cmake/EmbedScript.cmake).
extern "C" {
// NOLINTBEGIN(readability-identifier-naming)
extern const unsigned char sluice_script_config_begin[];
extern const unsigned char sluice_script_config_end[];
// NOLINTEND(readability-identifier-naming)
}

namespace sluice::config {

void add_bundles(script::engine& engine) {
  engine.add_bundle(
      {"config", {sluice_script_config_begin, sluice_script_config_end}, {"sluice:config"}});
}

}  // namespace sluice::config
