// IAM Identity Center ("SSO") in a profile, and the tokens of its sessions: in the files, of the
// names and contents, that the AWS CLI and the SDKs share.
#pragma once

#include <ctime>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cloud/configuration.hpp"

namespace sluice::cloud {

struct sso_settings {
  std::string profile;
  std::string session;  // of [sso-session NAME]; "" for a profile that has it all itself
  std::string start_url;
  std::string region;
  std::vector<std::string> scopes;
  std::string account;  // "" where the profile only logs in
  std::string role;

  // What its token's file is named after.
  const std::string& cache_key() const { return session.empty() ? start_url : session; }
};

// Of a profile that gets credentials so; nothing for another. Throws CLOUD.CONFIG where something
// is missing or contradicts.
std::optional<sso_settings> sso_of_profile(const aws_configuration& from,
                                           const std::string& profile);

// Also of a profile that has a session and no account: it can log in.
std::optional<sso_settings> sso_login_of_profile(const aws_configuration& from,
                                                 const std::string& profile);

struct sso_token {
  std::string start_url;
  std::string region;
  std::string access_token;
  std::time_t expires = 0;
  std::string client_id;
  std::string client_secret;
  std::string registration_expires;  // as it is written
  std::string refresh_token;         // "" where there is none

  bool is_valid() const { return !access_token.empty() && expires > std::time(nullptr); }
};

// ~/.aws/sso/cache
class token_cache {
 public:
  explicit token_cache(const aws_settings& settings);

  // Nothing where there is none or none that can be read.
  std::optional<sso_token> load(const std::string& key) const;
  // For nobody else's eyes.
  void save(const std::string& key, const sso_token& token) const;

  std::filesystem::path file_of(const std::string& key) const;
  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

// What a token's file holds; nothing where it is none.
std::optional<sso_token> read_token(const std::string& json);

}  // namespace sluice::cloud
