// What S3 refuses, as an error that says what to do.
#pragma once

#include <string>

#include "base/error.hpp"
#include "cloud/http.hpp"

namespace sluice::cloud {

struct refused_request {
  const http_answer& answer;
  std::string what;  // s3://bucket/key
  std::string bucket;
  std::string origin;  // where the credentials are from
  std::string region;  // that it was signed for
};

// Throws the error; broken_transfer where it may be tried again.
[[noreturn]] void throw_refused(const refused_request& refused);

// The bucket's region, if that is why it was refused; else "".
std::string region_named(const http_answer& answer);

}  // namespace sluice::cloud
