// Hashes: SHA-256 where a format asks for it, a fast one for keys of our own caches.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace sluice {

// 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);

// The same of bytes that come one after the other.
class sha256_stream {
 public:
  sha256_stream();
  ~sha256_stream();
  sha256_stream(const sha256_stream&) = delete;
  sha256_stream& operator=(const sha256_stream&) = delete;
  void update(std::string_view bytes);
  std::string hex();  // once, at the end

 private:
  struct state;
  std::unique_ptr<state> state_;
};

// 128 bits of XXH3 as 32 hex digits. Not stable across versions of sluice; never shown or stored
// outside its caches.
std::string content_key(std::string_view bytes);

}  // namespace sluice
