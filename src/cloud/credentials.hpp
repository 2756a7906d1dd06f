// Who signs: looked for where botocore looks, in its order.
#pragma once

#include <ctime>
#include <optional>
#include <string>

#include "cloud/settings.hpp"
#include "cloud/signature.hpp"

namespace sluice::cloud {

struct credentials {
  key_pair keys;
  std::optional<std::time_t> expires;
  std::string origin;  // where they are from, in words: "the environment"
};

// Keeps what was found, and looks again before it expires.
class credential_source {
 public:
  explicit credential_source(aws_settings settings);

  // Throws CLOUD.NO_CREDENTIALS, and what stands in the way of those that are asked for.
  const credentials& current();

 private:
  aws_settings settings_;
  std::optional<credentials> found_;
};

}  // namespace sluice::cloud
