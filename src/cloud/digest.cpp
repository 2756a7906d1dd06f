#include "cloud/digest.hpp"

// As in base/hash.cpp: the low-level functions are small where they are linked statically.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <array>
#include <cstdint>
#include <openssl/sha.h>

namespace sluice::cloud {
namespace {

constexpr std::size_t block_size = 64;

}  // namespace

std::string sha256_bytes(std::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, bytes.data(), bytes.size());
  SHA256_Final(digest.data(), &context);
  return {digest.begin(), digest.end()};
}

std::string sha1_hex(std::string_view bytes) {
  std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
  SHA_CTX context;
  SHA1_Init(&context);
  SHA1_Update(&context, bytes.data(), bytes.size());
  SHA1_Final(digest.data(), &context);
  return hex(std::string(digest.begin(), digest.end()));
}

std::string hmac_sha256(std::string_view key, std::string_view message) {
  std::string inner(key.size() > block_size ? sha256_bytes(key) : std::string(key));
  inner.resize(block_size, '\0');
  std::string outer = inner;
  for (char& byte : inner) byte = static_cast<char>(byte ^ 0x36);
  for (char& byte : outer) byte = static_cast<char>(byte ^ 0x5c);
  return sha256_bytes(outer + sha256_bytes(inner.append(message)));
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    out += digits[value >> 4U];
    out += digits[value & 15U];
  }
  return out;
}

std::string base64_url(std::string_view bytes) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string out;
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (const char byte : bytes) {
    bits = (bits << 8U) | static_cast<unsigned char>(byte);
    for (count += 8; count >= 6; count -= 6) out += digits[(bits >> (count - 6)) & 63U];
  }
  if (count > 0) out += digits[(bits << (6 - count)) & 63U];
  return out;
}

}  // namespace sluice::cloud
