#include "base/hash.hpp"

// The low-level SHA-256 of libcrypto: linked statically it is 40 KB, the EVP one would be 4 MB.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#define XXH_INLINE_ALL
#include <array>
#include <xxhash.h>

namespace sluice {
namespace {

template <typename Bytes>
std::string hex(const Bytes& bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(std::size(bytes) * 2);
  for (const unsigned char byte : bytes) {
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, bytes.data(), bytes.size());
  SHA256_Final(digest.data(), &context);
  return hex(digest);
}

struct sha256_stream::state {
  SHA256_CTX context;
};

sha256_stream::sha256_stream() : state_(std::make_unique<state>()) {
  SHA256_Init(&state_->context);
}

sha256_stream::~sha256_stream() = default;

void sha256_stream::update(std::string_view bytes) {
  SHA256_Update(&state_->context, bytes.data(), bytes.size());
}

std::string sha256_stream::hex() {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256_Final(digest.data(), &state_->context);
  return sluice::hex(digest);
}

std::string content_key(std::string_view bytes) {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes.data(), bytes.size()));
  return hex(canonical.digest);
}

}  // namespace sluice
