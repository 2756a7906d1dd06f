// Hashes: SHA-256 where a format asks for it, a fast one for keys of our own caches.
#pragma once

#include <string>
#include <string_view>

namespace sluice {

// 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);

// 128 bits of XXH3 as 32 hex digits. Not stable across versions of sluice; never shown or stored
// outside its caches.
std::string content_key(std::string_view bytes);

}  // namespace sluice
