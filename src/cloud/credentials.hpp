// Who signs: looked for where botocore looks, in its order.
#pragma once

#include <ctime>
#include <memory>
#include <optional>
#include <string>

#include "cloud/configuration.hpp"
#include "cloud/signature.hpp"

namespace sluice::cloud {

// Where credentials are from; the names are botocore's.
enum class credential_kind {
  environment,         // env
  assumed_role,        // assume-role
  web_identity,        // assume-role-with-web-identity
  sso,                 // sso
  shared_credentials,  // shared-credentials-file
  process,             // custom-process
  config_file,         // config-file
  container,           // container-role
  instance,            // iam-role
};
std::string name_of(credential_kind kind);

struct credentials {
  key_pair keys;
  std::optional<std::time_t> expires;
  credential_kind kind = credential_kind::environment;
  std::string origin;  // where they are from, in words: "the environment"
};

// Which kind it will be; nothing where only an instance's metadata could still have some. Asks
// nobody. Throws CLOUD.NOT_SUPPORTED for a way that sluice does not know.
std::optional<credential_kind> expected_kind(const aws_configuration& from);

// Throws CLOUD.NO_CREDENTIALS where there are none, and what stands in the way of those that are
// asked for.
credentials find_credentials(const aws_configuration& from);

// Keeps what was found, and looks again before it expires.
class credential_source {
 public:
  explicit credential_source(std::shared_ptr<const aws_configuration> from);
  const credentials& current();

 private:
  std::shared_ptr<const aws_configuration> from_;
  std::optional<credentials> found_;
};

}  // namespace sluice::cloud
