#include "cloud/s3.hpp"

#include <doctest/doctest.h>

#include "cloud/endpoint.hpp"

namespace sluice::cloud {
namespace {

std::string code_of(const std::string& url) {
  try {
    parse_s3_url(url);
  } catch (const error& refused) {
    return refused.code;
  }
  return {};
}

}  // namespace

TEST_CASE("an s3 URL is a bucket and a key as it is") {
  const auto object = parse_s3_url("s3://my-bucket/a//b/../c%20d?e#f/");
  REQUIRE(object);
  CHECK(object->bucket == "my-bucket");
  CHECK(object->key == "a//b/../c%20d?e#f/");
  CHECK(object->url() == "s3://my-bucket/a//b/../c%20d?e#f/");
  CHECK(!parse_s3_url("https://x/y"));
  CHECK(!parse_s3_url("data/file.csv"));
  CHECK(code_of("s3://bucket") == "CLOUD.URL");
  CHECK(code_of("s3://bucket/") == "CLOUD.URL");
  CHECK(code_of("s3:///key") == "CLOUD.URL");
  CHECK(code_of("s3://arn:aws:s3:eu-west-1:1:accesspoint/x/key") == "CLOUD.URL");
  CHECK(code_of("s3://../key") == "CLOUD.URL");
}

TEST_CASE("a bucket has a host of its own where its name allows, at AWS") {
  const aws_configuration plain(aws_settings{});
  const s3_endpoint own = endpoint_of_bucket(plain, "eu-west-1", "my-bucket");
  CHECK(own.at.origin == "https://my-bucket.s3.eu-west-1.amazonaws.com");
  CHECK(!own.bucket_in_path);
  for (const char* odd : {"with.dots", "Upper", "under_score", "ab"}) {
    const s3_endpoint shared = endpoint_of_bucket(plain, "cn-north-1", odd);
    CHECK(shared.at.origin == "https://s3.cn-north-1.amazonaws.com.cn");
    CHECK(shared.bucket_in_path);
  }
  const aws_configuration set(
      aws_settings{.environment = {{"AWS_ENDPOINT_URL", "http://one:1"},
                                   {"AWS_ENDPOINT_URL_S3", "HTTP://Two:80/base/"}}});
  const s3_endpoint custom = endpoint_of_bucket(set, "eu-west-1", "my-bucket");
  CHECK(custom.at.origin == "http://two:80");
  CHECK(custom.at.host == "two");
  CHECK(custom.at.base_path == "/base");
  CHECK(custom.bucket_in_path);
}

TEST_CASE("a URL is shown without what is secret in it") {
  CHECK(shown_url("https://user:pass@host:1/a@b?X-Amz-Signature=1#f") == "https://host:1/a@b");
  CHECK(shown_url("http://host") == "http://host");
  CHECK(shown_url("host/a?b") == "host/a");
}

}  // namespace sluice::cloud
