// Where a service answers.
#pragma once

#include <string>
#include <string_view>

#include "cloud/configuration.hpp"

namespace sluice::cloud {

struct endpoint {
  std::string origin;     // "https://s3.eu-west-1.amazonaws.com", without a path
  std::string host;       // as the Host header has it: without the scheme's own port
  std::string base_path;  // "" or "/…" without a slash at its end
  bool is_custom = false;
};

// Of a URL that somebody set. Throws CLOUD.URL, naming `said_by`.
endpoint parse_endpoint(std::string_view url, const std::string& said_by);

// The one that is set (AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, the profile), else AWS's own for the
// region. Throws CLOUD.NOT_SUPPORTED for kinds of endpoints that sluice does not know.
// `bucket` gets a host of its own where its name allows; the path then does not begin with it.
struct s3_endpoint {
  endpoint at;
  bool bucket_in_path = true;
};
s3_endpoint endpoint_of_bucket(const aws_configuration& from, const std::string& region,
                               const std::string& bucket);

// "amazonaws.com", or what it is in other partitions.
std::string domain_of(std::string_view region);

}  // namespace sluice::cloud
