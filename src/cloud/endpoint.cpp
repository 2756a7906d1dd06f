#include "cloud/endpoint.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cloud/http.hpp"

namespace sluice::cloud {
namespace {

bool is_host_label(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  return name.size() >= 3 && name.size() <= 63 && name.front() != '-' && name.back() != '-' &&
         std::all_of(name.begin(), name.end(), fits);
}

// What the profile says in its block "s3 =".
std::string addressing(const aws_configuration& from) {
  const ini_section* profile = from.find(from.profile());
  if (profile == nullptr) return {};
  const auto block = profile->find("s3");
  if (block == profile->end()) return {};
  const auto style = block->second.nested.find("addressing_style");
  return style == block->second.nested.end() ? std::string() : style->second;
}

void expect_plain_endpoint(const aws_configuration& from) {
  constexpr std::pair<const char*, const char*> unknown[] = {
      {"AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint"},
      {"AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint"}};
  for (const auto& [variable, key] : unknown) {
    if (to_lower(from.variable_or_value(variable, key).value_or("")) != "true") continue;
    throw error(failure::config, "CLOUD.NOT_SUPPORTED",
                concat(key, " (", variable, ") is set, which sluice does not support"))
        .advise("name the endpoint itself: AWS_ENDPOINT_URL_S3=https://…");
  }
}

}  // namespace

endpoint parse_endpoint(std::string_view url, const std::string& said_by) {
  const std::string lower = to_lower(url);
  const bool is_https = lower.starts_with("https://");
  if (!is_https && !lower.starts_with("http://")) {
    throw error(failure::config, "CLOUD.URL", concat(said_by, " is no URL: ", shown_url(url)))
        .advise("it looks like http://localhost:9000");
  }
  const std::size_t scheme = is_https ? 8 : 7;
  std::string_view rest = url.substr(scheme);
  rest = rest.substr(0, rest.find_first_of("?#"));
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const std::string authority = to_lower(rest.substr(0, slash));
  if (authority.empty() || authority.find('@') != std::string::npos) {
    throw error(failure::config, "CLOUD.URL",
                concat(said_by, authority.empty() ? " names no host" : " holds a user's name"))
        .advise("it looks like http://localhost:9000");
  }
  endpoint out{.origin = concat(lower.substr(0, scheme), authority),
               .host = authority,
               .base_path = std::string(rest.substr(slash)),
               .is_custom = true};
  while (out.base_path.ends_with('/')) out.base_path.pop_back();
  const std::string_view own_port = is_https ? ":443" : ":80";
  if (out.host.ends_with(own_port)) out.host.erase(out.host.size() - own_port.size());
  return out;
}

std::string domain_of(std::string_view region) {
  if (region.starts_with("cn-")) return "amazonaws.com.cn";
  if (region.starts_with("us-isob-")) return "sc2s.sgov.gov";
  if (region.starts_with("us-iso-")) return "c2s.ic.gov";
  return "amazonaws.com";
}

s3_endpoint endpoint_of_bucket(const aws_configuration& from, const std::string& region,
                               const std::string& bucket) {
  const bool in_path = addressing(from) == "path";
  if (const auto custom = from.endpoint_url("S3")) {
    return {.at = parse_endpoint(custom->url, custom->said_by)};
  }
  expect_plain_endpoint(from);
  const bool own_host = is_host_label(bucket) && !in_path;
  const std::string host =
      concat(own_host ? bucket + "." : "", "s3.", region, ".", domain_of(region));
  return {.at = {.origin = "https://" + host, .host = host, .base_path = ""},
          .bucket_in_path = !own_host};
}

}  // namespace sluice::cloud
