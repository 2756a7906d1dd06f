// How a project reaches AWS: as whom, and with which bucket; whether that works, and signing in
// where it doesn't.
#pragma once

#include <atomic>
#include <ctime>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cloud/configuration.hpp"
#include "cloud/credentials.hpp"
#include "cloud/sso.hpp"
#include "project/surroundings.hpp"

namespace sluice::project {

struct aws_request {
  location where;
  std::optional<std::string> profile;  // typed
  std::optional<std::string> region;   // typed
  std::optional<std::string> bucket;   // typed
  const std::atomic<bool>* interrupted = nullptr;
};

struct project_bucket {
  std::string name;
  std::optional<std::string> region;
  std::string origin;  // who names it: "--bucket", a variable, a file
};

// The bucket that the project's data is in: typed, DATA_MIGRATIONS_BUCKET, or data-sources.json of
// the project, of a folder above it, or of one of its packages.
std::optional<project_bucket> find_bucket(const surroundings& at,
                                          const std::optional<std::string>& typed);

struct aws_session {
  cloud::sso_settings sso;
  std::optional<std::time_t> expires;  // of its token; nothing where nobody is signed in
  bool is_valid = false;
};

// What can be known without asking anybody.
struct aws_identity {
  std::shared_ptr<const cloud::aws_configuration> from;
  std::string profile;
  std::optional<cloud::credential_kind> kind;  // nothing: only an instance's role could be
  std::optional<std::string> region;
  std::optional<aws_session> session;  // where the credentials come through SSO
  std::optional<project_bucket> bucket;
};
aws_identity identify_aws(const aws_request& request);

// The session's token, refreshed where that is possible without anybody.
void refresh_session(aws_identity& identity);

struct aws_access {
  std::string origin;  // where the credentials are from
  std::optional<std::time_t> expires;
  std::optional<std::string> bucket_region;  // where there is a bucket, and it could be read
};

// Gets credentials, and reads one key of the bucket. Throws what stands in the way.
aws_access verify_aws(const aws_identity& identity);

// Profiles that can sign in, for those who named none.
std::vector<std::string> profiles_with_sso(const cloud::aws_configuration& from);

}  // namespace sluice::project
