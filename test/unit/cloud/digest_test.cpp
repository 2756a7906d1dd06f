#include "cloud/digest.hpp"

#include <doctest/doctest.h>

namespace sluice::cloud {

TEST_CASE("digests are those that the standards give as examples") {
  CHECK(sha1_hex("abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(hex(sha256_bytes("abc")) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  // RFC 4231, cases 1, 2 and 6.
  CHECK(hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")) ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(hex(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(hex(hmac_sha256(std::string(131, '\xaa'),
                        "Test Using Larger Than Block-Size Key - Hash Key First")) ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("base64 for URLs has no padding") {
  CHECK(base64_url("").empty());
  CHECK(base64_url("f") == "Zg");
  CHECK(base64_url("fo") == "Zm8");
  CHECK(base64_url("foo") == "Zm9v");
  CHECK(base64_url("\xff\xef\xbe") == "_---");
}

}  // namespace sluice::cloud
