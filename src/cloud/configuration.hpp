// What the environment and the files in ~/.aws say together, of the profile that is meant.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "cloud/ini.hpp"
#include "cloud/settings.hpp"

namespace sluice::cloud {

class aws_configuration {
 public:
  // Reads ~/.aws/config and ~/.aws/credentials, or what AWS_CONFIG_FILE and
  // AWS_SHARED_CREDENTIALS_FILE name. Throws CLOUD.CONFIG for what can't be read.
  explicit aws_configuration(aws_settings settings);

  const aws_settings& settings() const { return settings_; }
  std::optional<std::string> variable(const std::string& name) const {
    return settings_.variable(name);
  }

  // Typed, AWS_PROFILE, AWS_DEFAULT_PROFILE, or "default".
  const std::string& profile() const { return profile_; }
  bool profile_is_typed() const { return settings_.profile.has_value(); }
  // Throws CLOUD.PROFILE where a profile is named that no file has.
  void expect_profile() const;

  // What both files say of a profile: the credentials file goes before the other.
  const ini_section* find(const std::string& profile) const;
  // What one of them says.
  const ini_section* in_credentials(const std::string& profile) const;
  const ini_section* in_config(const std::string& profile) const;
  const ini_section* sso_session(const std::string& name) const;
  const std::map<std::string, ini_section>& profiles() const { return profiles_; }
  const std::map<std::string, ini_section>& sso_sessions() const { return sessions_; }

  // The profile's own value.
  std::optional<std::string> value(const std::string& key) const;
  // Of a variable, else of the profile.
  std::optional<std::string> variable_or_value(const std::string& name,
                                               const std::string& key) const;

  // Typed, AWS_REGION, AWS_DEFAULT_REGION, the profile's.
  std::optional<std::string> region() const;
  // "" is the system's certificates.
  std::string ca_bundle() const;
  // AWS_ENDPOINT_URL_<service>, AWS_ENDPOINT_URL, endpoint_url of the profile; and who says so.
  struct said_endpoint {
    std::string url;
    std::string said_by;
  };
  std::optional<said_endpoint> endpoint_url(const std::string& service) const;

  const std::string& config_file() const { return config_file_; }

  // "~/…" and "$NAME" in a path.
  std::string expanded(const std::string& path) const;

 private:
  aws_settings settings_;
  std::string profile_;
  std::string config_file_;
  std::map<std::string, ini_section> profiles_, config_profiles_, credentials_, sessions_;
};

// The value of a section, or nothing.
std::optional<std::string> text_of(const ini_section* section, const std::string& key);

}  // namespace sluice::cloud
