// AWS Signature Version 4, in the Authorization header.
#pragma once

#include <ctime>
#include <string>
#include <string_view>

#include "cloud/http.hpp"

namespace sluice::cloud {

// What signs. Never printed.
struct key_pair {
  std::string access_key;
  std::string secret_key;
  std::string session_token;  // "" for keys that don't end
};

struct signed_request {
  std::string method = "GET";
  std::string host;        // with its port, where that is not the scheme's own
  std::string path = "/";  // as it is meant, not encoded
  header_list query;       // as it is meant, not encoded
  header_list headers;     // those that are to be signed besides what signing adds
  std::string body;
  // S3 signs a digest of the body, or that it does not, as a header too, and takes paths as they
  // are; other services do neither.
  bool is_s3 = true;
};

struct signature {
  std::string path;     // encoded
  std::string query;    // encoded and sorted, "" or without its question mark
  header_list headers;  // the given ones, what signing adds, Authorization
};

signature sign(const signed_request& request, const key_pair& keys, std::string_view region,
               std::string_view service, std::time_t now);

// RFC 3986: everything but letters, digits and -_.~ as %XX; a slash too, unless it is kept.
std::string percent_encode(std::string_view text, bool keep_slash);

}  // namespace sluice::cloud
