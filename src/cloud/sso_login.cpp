// Signing in: with a code that a person confirms in any browser, or with this machine's browser,
// which comes back with one (PKCE).
#include <algorithm>
#include <array>
#include <cerrno>
#include <sys/random.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cloud/callback_server.hpp"
#include "cloud/digest.hpp"
#include "cloud/moment.hpp"
#include "cloud/retry.hpp"
#include "cloud/sso.hpp"
#include "cloud/sso_client.hpp"

namespace sluice::cloud {
namespace {

using std::chrono::steady_clock;

constexpr long slower_by = 5;  // seconds, whenever the server says so (RFC 8628)

error failed(const std::string& message, const std::string& why, const std::string& hint) {
  return error(failure::config, "CLOUD.SIGN_IN", message).because(why).advise(hint);
}

std::string random_text(std::size_t bytes) {
  std::string out(bytes, '\0');
  if (::getentropy(out.data(), out.size()) != 0) {
    throw error(failure::general, "CLOUD.SIGN_IN", "the system has no random numbers");
  }
  return base64_url(out);
}

sso_token token_of(const sso_settings& sso, const sso_registration& as, const token_answer& got) {
  return {.start_url = sso.start_url,
          .region = sso.region,
          .access_token = got.access_token,
          .expires = std::time(nullptr) + got.expires_in,
          .client_id = as.client_id,
          .client_secret = as.client_secret,
          .registration_expires = utc_text(as.expires),
          .refresh_token = got.refresh_token};
}

error refused(const token_answer& got) {
  const std::string again = "sluice aws auth";
  if (got.refusal == "access_denied") {
    return failed("the sign-in was denied", got.description, again);
  }
  if (got.refusal == "expired_token") {
    return failed("nobody signed in in time", "the code has expired", again);
  }
  return failed("the sign-in failed", got.description, again);
}

sso_token with_device_code(const aws_configuration& from, const sso_settings& sso,
                           const sign_in_request& request) {
  sso_client client(from, sso.region);
  const sso_registration as = client.register_client(sso, "");
  const device_authorization device = client.authorize_device(sso, as);
  if (request.show) {
    request.show({.url = device.url_with_code.empty() ? device.url : device.url_with_code,
                  .url_to_type = device.url,
                  .code = device.user_code});
  }
  const auto end =
      steady_clock::now() +
      std::min<std::chrono::milliseconds>(request.timeout, std::chrono::seconds(device.expires_in));
  auto interval = std::chrono::seconds(std::max(device.interval, 1L));
  for (;;) {
    const token_answer got = client.create_token(as.client_id, as.client_secret,
                                                 "urn:ietf:params:oauth:grant-type:device_code",
                                                 {{"deviceCode", device.device_code}});
    if (got.refusal.empty()) return token_of(sso, as, got);
    if (got.refusal == "slow_down") {
      interval += std::chrono::seconds(slower_by);
    } else if (got.refusal != "authorization_pending") {
      throw refused(got);
    }
    if (steady_clock::now() + interval > end) {
      throw failed("nobody signed in in time", "the code was not confirmed",
                   "sluice aws auth; --timeout says how long it waits");
    }
    sleep_for(interval, from.settings().interrupted);
  }
}

sso_token with_browser(const aws_configuration& from, const sso_settings& given,
                       const sign_in_request& request) {
  sso_settings sso = given;
  if (sso.scopes.empty()) sso.scopes = {"sso:account:access"};
  sso_client client(from, sso.region);
  callback_server server;
  // Any port will do where the registered one names none.
  const sso_registration as = client.register_client(sso, "http://127.0.0.1/oauth/callback");
  const std::string verifier = random_text(48);
  const std::string state = random_text(24);
  const std::string url =
      client.authorization_url({{"response_type", "code"},
                                {"client_id", as.client_id},
                                {"redirect_uri", server.url()},
                                {"state", state},
                                {"code_challenge_method", "S256"},
                                {"scopes", join(sso.scopes, " ")},
                                {"code_challenge", base64_url(sha256_bytes(verifier))}});
  if (request.show) request.show({.url = url, .url_to_type = "", .code = ""});
  const std::string code =
      server.wait_for_code(state, request.timeout, from.settings().interrupted);
  const token_answer got = client.create_token(
      as.client_id, as.client_secret, "authorization_code",
      {{"code", code}, {"codeVerifier", verifier}, {"redirectUri", server.url()}});
  if (!got.refusal.empty()) throw refused(got);
  return token_of(sso, as, got);
}

}  // namespace

sso_token sign_in(const aws_configuration& from, const sso_settings& sso,
                  const sign_in_request& request) {
  const bool is_by_code = request.use_device_code || sso.session.empty();
  sso_token token =
      is_by_code ? with_device_code(from, sso, request) : with_browser(from, sso, request);
  token_cache(from.settings()).save(sso.cache_key(), token);
  return token;
}

}  // namespace sluice::cloud
