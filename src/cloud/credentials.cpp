#include "cloud/credentials.hpp"

#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cloud/providers.hpp"
#include "cloud/sso_session.hpp"

namespace sluice::cloud {
namespace {

// What is left is enough for any request that is made now.
constexpr std::time_t enough_time{600};

// A profile that is typed goes before the environment's keys; one in AWS_PROFILE does not.
bool uses_environment(const aws_configuration& from) {
  return !from.profile_is_typed();
}

bool has_environment_keys(const aws_configuration& from) {
  return uses_environment(from) && from.variable("AWS_ACCESS_KEY_ID").has_value();
}

bool has_web_identity(const aws_configuration& from) {
  return (uses_environment(from) && from.variable("AWS_WEB_IDENTITY_TOKEN_FILE")) ||
         from.value("web_identity_token_file").value_or("") != "";
}

void expect_supported(const aws_configuration& from) {
  if (from.value("login_session")) refuse_setting(from, from.profile(), "login_session");
}

void expect_no_old_files(const aws_configuration& from) {
  for (const char* name : {"AWS_CREDENTIAL_FILE", "BOTO_CONFIG"}) {
    if (!from.variable(name)) continue;
    throw error(failure::config, "CLOUD.NOT_SUPPORTED",
                concat(name, " names a file of a kind that sluice does not read"))
        .advise("put the keys into ~/.aws/credentials");
  }
}

error no_credentials(const aws_configuration& from) {
  error none(failure::config, "CLOUD.NO_CREDENTIALS", "there are no credentials for AWS");
  none.detail =
      concat("none in the environment (AWS_ACCESS_KEY_ID), none of profile ", from.profile(),
             " in ", from.config_file(), ", and this is no container or instance with a role");
  none.hint =
      "name a profile (--profile, AWS_PROFILE), or make one: aws configure sso, then sluice aws "
      "auth";
  return none;
}

}  // namespace

std::string name_of(credential_kind kind) {
  switch (kind) {
    case credential_kind::environment:
      return "env";
    case credential_kind::assumed_role:
      return "assume-role";
    case credential_kind::web_identity:
      return "assume-role-with-web-identity";
    case credential_kind::sso:
      return "sso";
    case credential_kind::shared_credentials:
      return "shared-credentials-file";
    case credential_kind::process:
      return "custom-process";
    case credential_kind::config_file:
      return "config-file";
    case credential_kind::container:
      return "container-role";
    case credential_kind::instance:
      return "iam-role";
  }
  return {};
}

std::optional<credential_kind> expected_kind(const aws_configuration& from) {
  if (has_environment_keys(from)) return credential_kind::environment;
  from.expect_profile();
  const std::string& profile = from.profile();
  if (assumes_role(from.find(profile))) {
    if (from.value("mfa_serial")) refuse_setting(from, profile, "mfa_serial");
    return credential_kind::assumed_role;
  }
  if (has_web_identity(from)) return credential_kind::web_identity;
  if (sso_of_profile(from, profile)) return credential_kind::sso;
  if (text_of(from.in_credentials(profile), "aws_access_key_id")) {
    return credential_kind::shared_credentials;
  }
  expect_supported(from);
  if (from.value("credential_process")) return credential_kind::process;
  if (text_of(from.in_config(profile), "aws_access_key_id")) return credential_kind::config_file;
  expect_no_old_files(from);
  if (from.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") ||
      from.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI")) {
    return credential_kind::container;
  }
  return std::nullopt;
}

std::optional<credentials> from_profile(const aws_configuration& from, const std::string& profile,
                                        bool with_environment) {
  if (auto found = from_web_identity(from, profile, with_environment)) return found;
  if (auto found = from_sso(from, profile)) return found;
  if (auto found = from_section(from.in_credentials(profile), credential_kind::shared_credentials,
                                concat("profile ", profile, " of the credentials file"))) {
    return found;
  }
  if (text_of(from.find(profile), "login_session")) refuse_setting(from, profile, "login_session");
  if (auto found = from_process(from, profile)) return found;
  return from_section(from.in_config(profile), credential_kind::config_file,
                      concat("profile ", profile, " of the config file"));
}

credentials find_credentials(const aws_configuration& from) {
  if (uses_environment(from)) {
    if (auto found = from_environment(from)) return *found;
  }
  from.expect_profile();
  if (auto found = from_assumed_role(from, from.profile())) return *found;
  if (auto found = from_profile(from, from.profile(), uses_environment(from))) return *found;
  expect_no_old_files(from);
  if (auto found = from_container(from)) return *found;
  if (auto found = from_instance(from)) return *found;
  throw no_credentials(from);
}

credential_source::credential_source(std::shared_ptr<const aws_configuration> from)
    : from_(std::move(from)) {}

const credentials& credential_source::current() {
  const bool is_over =
      found_ && found_->expires && *found_->expires - std::time(nullptr) < enough_time;
  if (!found_ || is_over) found_ = find_credentials(*from_);
  return *found_;
}

}  // namespace sluice::cloud
