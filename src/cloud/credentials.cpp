#include "cloud/credentials.hpp"

#include <utility>

#include "base/error.hpp"

namespace sluice::cloud {
namespace {

std::optional<credentials> from_environment(const aws_settings& settings) {
  const auto access_key = settings.variable("AWS_ACCESS_KEY_ID");
  if (!access_key) return std::nullopt;
  const auto secret_key = settings.variable("AWS_SECRET_ACCESS_KEY");
  if (!secret_key) {
    throw error(failure::config, "CLOUD.NO_CREDENTIALS",
                "AWS_ACCESS_KEY_ID is set, and AWS_SECRET_ACCESS_KEY is not")
        .advise("set both, or neither");
  }
  return credentials{.keys = {.access_key = *access_key,
                              .secret_key = *secret_key,
                              .session_token = settings.variable("AWS_SESSION_TOKEN").value_or("")},
                     .expires = std::nullopt,
                     .origin = "the environment"};
}

}  // namespace

credential_source::credential_source(aws_settings settings) : settings_(std::move(settings)) {}

const credentials& credential_source::current() {
  if (!found_) found_ = from_environment(settings_);
  if (!found_) {
    throw error(failure::config, "CLOUD.NO_CREDENTIALS", "there are no credentials for AWS")
        .advise("set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
  }
  return *found_;
}

}  // namespace sluice::cloud
