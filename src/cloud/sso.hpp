// Signing in with IAM Identity Center, staying signed in, signing out.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "cloud/configuration.hpp"
#include "cloud/sso_session.hpp"

namespace sluice::cloud {

// What a person has to do.
struct sign_in_step {
  std::string url;          // the whole of it: opening it is enough
  std::string url_to_type;  // the short one, for which the code is; "" where there is none
  std::string code;         // "" where there is none
};

struct sign_in_request {
  // A code that is confirmed in any browser; else the browser of this machine comes back to it,
  // which needs an [sso-session].
  bool use_device_code = true;
  std::chrono::milliseconds timeout{std::chrono::minutes(10)};
  std::function<void(const sign_in_step&)> show;
};

// Waits until somebody signed in; the token is in its file then. Throws CLOUD.SIGN_IN.
sso_token sign_in(const aws_configuration& from, const sso_settings& sso,
                  const sign_in_request& request);

// The session's token, refreshed where it soon expires and can be; nothing where nobody is signed
// in.
std::optional<sso_token> current_token(const aws_configuration& from, const sso_settings& sso);

struct signed_out {
  int sessions = 0;          // whose token's file was removed
  int role_credentials = 0;  // that the AWS CLI had kept
  int not_told = 0;          // sessions that AWS could not be told of: they end by themselves
};

// Ends every session, as aws sso logout does, and removes what was kept of them.
signed_out sign_out(const aws_configuration& from);

}  // namespace sluice::cloud
