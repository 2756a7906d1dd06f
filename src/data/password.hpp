// Hashes of a password as bcrypt makes them: $2b$10$…
#pragma once

#include <cstdint>
#include <string>

namespace sluice::data {

// The salt comes from `seed`: the same every time. By libcrypt, which is loaded here. Throws
// SEED.NO_BCRYPT.
std::string bcrypt_hash(const std::string& password, int cost, std::uint64_t seed);

}  // namespace sluice::data
