#include "cli/licenses.hpp"

#include <array>

extern "C" {
extern const char sluice_licenses_begin[];
extern const char sluice_licenses_end[];
}

namespace sluice::cli {

namespace {

constexpr std::array parts = {
    bundled_part{"CLI11", SLUICE_VERSION_CLI11, "BSD-3-Clause",
                 "https://github.com/CLIUtils/CLI11"},
    bundled_part{"drizzle-orm", SLUICE_VERSION_DRIZZLE_ORM, "Apache-2.0",
                 "https://orm.drizzle.team"},
    bundled_part{"{fmt}", SLUICE_VERSION_FMT, "MIT", "https://fmt.dev"},
    bundled_part{"GCC runtime library", __VERSION__, "GPL-3.0-or-later WITH GCC-exception-3.1",
                 "https://gcc.gnu.org"},
    bundled_part{"OpenSSL libcrypto", SLUICE_VERSION_OPENSSL, "Apache-2.0", "https://openssl.org"},
    bundled_part{"QuickJS", SLUICE_VERSION_QUICKJS, "MIT", "https://bellard.org/quickjs"},
    bundled_part{"RapidJSON", SLUICE_VERSION_RAPIDJSON, "MIT", "https://rapidjson.org"},
    bundled_part{"toml++", SLUICE_VERSION_TOMLPLUSPLUS, "MIT",
                 "https://marzer.github.io/tomlplusplus"},
    bundled_part{"xxHash", SLUICE_VERSION_XXHASH, "BSD-2-Clause", "https://xxhash.com"},
    bundled_part{"zlib", SLUICE_VERSION_ZLIB, "Zlib", "https://zlib.net"},
    bundled_part{"Zstandard", SLUICE_VERSION_ZSTD, "BSD-3-Clause",
                 "https://facebook.github.io/zstd"},
};

}  // namespace

std::span<const bundled_part> bundled_parts() {
  return parts;
}

std::string_view license_texts() {
  return {sluice_licenses_begin,
          static_cast<std::size_t>(sluice_licenses_end - sluice_licenses_begin)};
}

}  // namespace sluice::cli
