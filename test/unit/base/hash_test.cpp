#include "base/hash.hpp"

#include <doctest/doctest.h>

namespace sluice {

TEST_CASE("hash: SHA-256 of the standard's example (FIPS 180-4)") {
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace sluice
