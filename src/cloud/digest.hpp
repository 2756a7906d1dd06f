// The digests that AWS asks for, as bytes and as hexadecimal digits.
#pragma once

#include <string>
#include <string_view>

namespace sluice::cloud {

std::string hmac_sha256(std::string_view key, std::string_view message);  // 32 bytes
std::string sha256_bytes(std::string_view bytes);                         // 32 bytes
std::string sha1_hex(std::string_view bytes);                             // 40 lower-case digits
std::string hex(std::string_view bytes);
std::string base64_url(std::string_view bytes);  // without padding

}  // namespace sluice::cloud
