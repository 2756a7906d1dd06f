// The two services of IAM Identity Center: the one that makes tokens (OIDC), and the portal that
// gives credentials for them.
#pragma once

#include <ctime>
#include <string>
#include <vector>

#include "cloud/configuration.hpp"
#include "cloud/credentials.hpp"
#include "cloud/http.hpp"
#include "cloud/sso_session.hpp"

namespace sluice::cloud {

struct sso_registration {
  std::string client_id;
  std::string client_secret;
  std::time_t expires = 0;
};

struct device_authorization {
  std::string device_code;
  std::string user_code;
  std::string url;
  std::string url_with_code;
  long expires_in = 600;
  long interval = 5;
};

// What asking for a token gave: the token, or the name of what stands in the way
// ("authorization_pending").
struct token_answer {
  std::string access_token;
  std::string refresh_token;
  long expires_in = 0;
  std::string refusal;
  std::string description;
};

class sso_client {
 public:
  sso_client(const aws_configuration& from, std::string region);

  // With `redirect`, for a code that comes back there; else for a device.
  sso_registration register_client(const sso_settings& sso, const std::string& redirect);
  device_authorization authorize_device(const sso_settings& sso, const sso_registration& as);
  // Where a browser goes to come back with a code.
  std::string authorization_url(const header_list& query) const;
  // `grant` are the members of the request that its type needs, besides the client's.
  token_answer create_token(const std::string& client_id, const std::string& client_secret,
                            const std::string& grant_type, const header_list& grant);

  // Throws CLOUD.EXPIRED where the token is not valid any more, CLOUD.DENIED where the role is not
  // to be had.
  credentials role_credentials(const sso_settings& sso, const std::string& access_token);
  // Ends the session. False where the token was no longer valid.
  bool log_out(const std::string& access_token);

 private:
  http_answer ask(const http_request& request);
  http_answer post(const std::string& path, const std::string& body);
  std::string oidc() const { return origin("SSO_OIDC", "oidc"); }
  std::string portal() const { return origin("SSO", "portal.sso"); }
  std::string origin(const std::string& service, const std::string& host) const;

  const aws_configuration& from_;
  std::string region_;
  http_client http_;
};

}  // namespace sluice::cloud
