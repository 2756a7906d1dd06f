// The certificate that a server shows, looked at without trusting it and without a word about who
// asks: libpq says only that it could not be verified.
#pragma once

#include <optional>
#include <string>

#include "pg/target.hpp"

namespace sluice::pg {

struct server_certificate {
  std::string subject;  // "/CN=db.example.com"
  std::string issuer;
  std::string not_before, not_after;  // "2026-11-20"
  enum class fault { none, expired, not_yet_valid, untrusted, other } what = fault::none;
  std::string complaint;  // OpenSSL's words; empty where it has none
};

// Judged against the target's sslrootcert, else against libpq's usual one. Of several hosts the
// first. Nothing where the server can't be reached over TCP, or where libpq was built on something
// else than OpenSSL.
std::optional<server_certificate> look_at_certificate(const connection_target& target);

}  // namespace sluice::pg
