#include "data/password.hpp"

#include <array>
#include <dlfcn.h>
#include <vector>

#include "base/error.hpp"
#include "data/dice.hpp"

namespace sluice::data {

namespace {

using make_salt = char* (*)(const char*, unsigned long, const char*, int, char*, int);
using make_hash = char* (*)(const char*, const char*, void*, int);

struct library {
  make_salt salt = nullptr;
  make_hash hash = nullptr;
};

library load() {
  for (const char* name : {"libcrypt.so.1", "libcrypt.so.2", "libcrypt.so"}) {
    void* handle = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) continue;
    library out;
    out.salt = reinterpret_cast<make_salt>(dlsym(handle, "crypt_gensalt_rn"));
    out.hash = reinterpret_cast<make_hash>(dlsym(handle, "crypt_rn"));
    if (out.salt != nullptr && out.hash != nullptr) return out;
  }
  throw error(failure::general, "SEED.NO_BCRYPT", "passwords can't be hashed here")
      .because("there is no libcrypt with bcrypt on this machine")
      .advise("install it: apt-get install libcrypt1 (Debian), apk add libxcrypt (Alpine)");
}

}  // namespace

std::string bcrypt_hash(const std::string& password, int cost, std::uint64_t seed) {
  static const library crypt = load();
  std::array<char, 16> bytes{};
  dice roll(seed);
  for (char& one : bytes) one = static_cast<char>(roll.below(256));
  std::array<char, 192> salt{};
  // libxcrypt's crypt_data
  std::vector<char> space(32'768);
  const char* made =
      crypt.salt("$2b$", static_cast<unsigned long>(cost), bytes.data(),
                 static_cast<int>(bytes.size()), salt.data(), static_cast<int>(salt.size()));
  const char* out = made == nullptr ? nullptr
                                    : crypt.hash(password.c_str(), salt.data(), space.data(),
                                                 static_cast<int>(space.size()));
  if (out == nullptr || out[0] != '$') {
    throw error(failure::general, "SEED.NO_BCRYPT", "libcrypt did not hash the password")
        .advise("--password-cost takes 4 to 31");
  }
  return out;
}

}  // namespace sluice::data
