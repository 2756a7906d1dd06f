// Objects in S3, or in what speaks its protocol: looked at, read, listed.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cloud/credentials.hpp"
#include "cloud/http.hpp"
#include "cloud/remote_object.hpp"
#include "cloud/settings.hpp"

namespace sluice::cloud {

struct s3_object {
  std::string bucket;
  std::string key;

  std::string url() const;  // s3://bucket/key
};

// s3://bucket/key, the key as it is: nothing in it is decoded. Nothing where it is something else;
// throws CLOUD.URL for an s3:// URL without a key or with what can be no bucket.
std::optional<s3_object> parse_s3_url(std::string_view url);

struct listed_object {
  std::string key;
  std::string etag;
  std::uint64_t size = 0;
  std::string last_modified;  // "2026-03-03T10:00:00.000Z"
};

// Every request is signed, goes to the bucket's region even if another was named, and is made again
// where that may help. Errors are CLOUD.*, each with what to do. For one thread at a time.
class s3_client {
 public:
  explicit s3_client(aws_settings settings);
  explicit s3_client(std::shared_ptr<const aws_configuration> from);

  remote_facts head(const s3_object& object);

  // From a byte on, once: what breaks is thrown (broken_transfer), and the sink has what came until
  // then. With `if_match`, an ETag, CLOUD.CHANGED where it is another by now.
  remote_facts get(const s3_object& object, const body_sink& sink, std::uint64_t from_byte = 0,
                   const std::string& if_match = {}, const facts_sink& begin = {});

  // All of it, however often it breaks off; each byte once, with constant memory.
  remote_facts get_whole(const s3_object& object, const body_sink& sink,
                         const facts_sink& begin = {});

  // All keys that begin so, in the order of their bytes, until `each` says false.
  void list(const std::string& bucket, const std::string& prefix,
            const std::function<bool(const listed_object&)>& each);

  // Asks for at most one key: throws what stands in the way of reading the bucket.
  void verify_access(const std::string& bucket);

  // The region that answered for the bucket.
  std::string region_of(const std::string& bucket) const;

  // Who signs.
  const credentials& signer() { return credentials_.current(); }

 private:
  struct question;
  http_answer ask(const question& what);
  http_answer ask_once(const question& what, const std::string& region);
  std::string list_page(const std::string& bucket, header_list query);

  std::shared_ptr<const aws_configuration> from_;
  credential_source credentials_;
  http_client http_;
  std::map<std::string, std::string> regions_;  // by bucket, where it is not the one that was named
};

}  // namespace sluice::cloud
