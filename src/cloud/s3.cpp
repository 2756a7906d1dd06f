#include "cloud/s3.hpp"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <utility>

#include "base/text.hpp"
#include "cloud/endpoint.hpp"
#include "cloud/form.hpp"
#include "cloud/retry.hpp"
#include "cloud/s3_failure.hpp"
#include "cloud/xml.hpp"

namespace sluice::cloud {
namespace {

bool is_bucket(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_';
  };
  return !name.empty() && name.size() <= 255 && name != "." && name != ".." &&
         std::all_of(name.begin(), name.end(), fits);
}

void expect_bucket(std::string_view name) {
  if (is_bucket(name)) return;
  throw error(failure::config, "CLOUD.URL", concat("\"", name, "\" is no bucket's name"))
      .because("letters, digits, dots and hyphens; access points' ARNs are not supported")
      .advise("s3://my-bucket/folder/data.csv");
}

}  // namespace

std::string s3_object::url() const {
  return concat("s3://", bucket, "/", key);
}

std::optional<s3_object> parse_s3_url(std::string_view url) {
  constexpr std::string_view scheme = "s3://";
  if (!url.starts_with(scheme)) return std::nullopt;
  const std::string_view rest = url.substr(scheme.size());
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  expect_bucket(rest.substr(0, slash));
  if (slash + 1 >= rest.size()) {
    throw error(failure::config, "CLOUD.URL", concat(url, " names a bucket and no key"))
        .advise("s3://my-bucket/folder/data.csv");
  }
  return s3_object{.bucket = std::string(rest.substr(0, slash)),
                   .key = std::string(rest.substr(slash + 1))};
}

struct s3_client::question {
  std::string method = "GET";
  std::string bucket;
  std::string key;
  header_list query{};
  header_list headers{};
  const body_sink* sink = nullptr;
  const http_client::started* begin = nullptr;

  std::string shown() const { return concat("s3://", bucket, key.empty() ? "" : "/", key); }
};

s3_client::s3_client(aws_settings settings)
    : s3_client(std::make_shared<const aws_configuration>(std::move(settings))) {}

s3_client::s3_client(std::shared_ptr<const aws_configuration> from)
    : from_(std::move(from)), credentials_(from_) {}

std::string s3_client::region_of(const std::string& bucket) const {
  const auto known = regions_.find(bucket);
  return known == regions_.end() ? from_->region().value_or("us-east-1") : known->second;
}

http_answer s3_client::ask_once(const question& what, const std::string& region) {
  const s3_endpoint to = endpoint_of_bucket(*from_, region, what.bucket);
  const signed_request unsigned_yet{
      .method = what.method,
      .host = to.at.host,
      .path = concat(to.at.base_path, to.bucket_in_path ? "/" + what.bucket : "", "/", what.key),
      .query = what.query,
      .headers = what.headers,
      .body = ""};
  const signature by =
      sign(unsigned_yet, credentials_.current().keys, region, "s3", std::time(nullptr));
  http_request request{.method = what.method,
                       .url = concat(to.at.origin, by.path, by.query.empty() ? "" : "?", by.query),
                       .headers = by.headers};
  request.interrupted = from_->settings().interrupted;
  request.ca_bundle = from_->ca_bundle();
  if (what.sink == nullptr) return http_.send(request);
  return http_.stream(request, *what.sink,
                      what.begin == nullptr ? http_client::started() : *what.begin);
}

// A good answer, of whichever region has the bucket; or throws.
http_answer s3_client::ask(const question& what) {
  expect_bucket(what.bucket);
  std::string region = region_of(what.bucket);
  http_answer answer = ask_once(what, region);
  if (!answer.is_good()) {
    const std::string other = region_named(answer);
    if (!other.empty() && other != region) {
      region = other;
      answer = ask_once(what, region);
      if (answer.is_good()) regions_[what.bucket] = region;
    }
  }
  if (answer.is_good()) return answer;
  throw_refused({.answer = answer,
                 .what = what.shown(),
                 .bucket = what.bucket,
                 .origin = credentials_.current().origin,
                 .region = region});
}

remote_facts s3_client::head(const s3_object& object) {
  return with_retries(from_->settings().interrupted, [&] {
    try {
      return facts_of(ask({.method = "HEAD", .bucket = object.bucket, .key = object.key}), 0);
    } catch (const broken_transfer&) {
      throw;
    } catch (const error& refused) {
      if (refused.kind == failure::interrupted) throw;
    }
    // An answer to HEAD does not say why: one to GET does.
    return facts_of(
        ask({.bucket = object.bucket, .key = object.key, .headers = {{"Range", "bytes=0-0"}}}), 0);
  });
}

remote_facts s3_client::get(const s3_object& object, const body_sink& sink, std::uint64_t from_byte,
                            const std::string& if_match, const facts_sink& begin) {
  question what{.bucket = object.bucket, .key = object.key, .sink = &sink};
  if (from_byte > 0)
    what.headers.emplace_back("Range", concat("bytes=", std::to_string(from_byte), "-"));
  if (!if_match.empty()) what.headers.emplace_back("If-Match", if_match);
  const http_client::started note = [&](const http_answer& answer) {
    expect_range(answer, from_byte, object.url());
    if (begin) begin(facts_of(answer, from_byte));
  };
  what.begin = &note;
  return facts_of(ask(what), from_byte);
}

remote_facts s3_client::get_whole(const s3_object& object, const body_sink& sink,
                                  const facts_sink& begin) {
  const ranged_fetch fetch = [&](std::uint64_t from, const remote_facts* known, const body_sink& to,
                                 const facts_sink& note) {
    return get(object, to, from, known == nullptr ? std::string() : known->etag, note);
  };
  return fetch_whole(fetch, sink, begin, from_->settings().interrupted);
}

std::string s3_client::list_page(const std::string& bucket, header_list query) {
  query.emplace_back("list-type", "2");
  return with_retries(from_->settings().interrupted,
                      [&] { return ask({.bucket = bucket, .key = "", .query = query}).body; });
}

void s3_client::list(const std::string& bucket, const std::string& prefix,
                     const std::function<bool(const listed_object&)>& each) {
  std::string next;
  do {
    // Keys that XML can't hold come encoded.
    header_list query = {{"encoding-type", "url"}, {"prefix", prefix}};
    if (!next.empty()) query.emplace_back("continuation-token", next);
    const std::string page = list_page(bucket, std::move(query));
    const bool is_encoded = xml_text(page, "EncodingType") == "url";
    for (const std::string_view entry : xml_elements(page, "Contents")) {
      listed_object one{.key = xml_text(entry, "Key"),
                        .etag = xml_text(entry, "ETag"),
                        .last_modified = xml_text(entry, "LastModified")};
      if (is_encoded) one.key = form_decoded(one.key);
      const std::string size = xml_text(entry, "Size");
      std::from_chars(size.data(), size.data() + size.size(), one.size);
      if (!each(one)) return;
    }
    next = xml_text(page, "IsTruncated") == "true" ? xml_text(page, "NextContinuationToken") : "";
  } while (!next.empty());
}

void s3_client::verify_access(const std::string& bucket) {
  list_page(bucket, {{"max-keys", "1"}});
}

}  // namespace sluice::cloud
