#include "cloud/signature.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "cloud/digest.hpp"

namespace sluice::cloud {
namespace {

constexpr std::string_view unsigned_body = "UNSIGNED-PAYLOAD";

// White space inside a header's value counts as one space.
std::string squeezed(std::string_view value) {
  std::string out;
  for (const char c : trim(value)) {
    const bool is_space = c == ' ' || c == '\t';
    if (is_space && !out.empty() && out.back() == ' ') continue;
    out += is_space ? ' ' : c;
  }
  return out;
}

std::string encoded_query(const header_list& query) {
  header_list pairs;
  for (const auto& [name, value] : query) {
    pairs.emplace_back(percent_encode(name, false), percent_encode(value, false));
  }
  std::sort(pairs.begin(), pairs.end());
  std::string out;
  for (const auto& [name, value] : pairs) {
    if (!out.empty()) out += '&';
    out.append(name).append("=").append(value);
  }
  return out;
}

std::string amazon_date(std::time_t now) {
  std::array<char, 17> text{};
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%SZ", &parts);
  return text.data();
}

}  // namespace

std::string percent_encode(std::string_view text, bool keep_slash) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
  std::string out;
  for (const char c : text) {
    if (plain.find(c) != std::string_view::npos || (c == '/' && keep_slash)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

signature sign(const signed_request& request, const key_pair& keys, std::string_view region,
               std::string_view service, std::time_t now) {
  const std::string time = amazon_date(now);
  const std::string date = time.substr(0, 8);
  // What is sent without a body is signed without one, as it is everywhere; S3 takes both.
  const std::string body_digest =
      request.is_s3 && request.body.empty() ? std::string(unsigned_body) : sha256_hex(request.body);

  std::map<std::string, std::string> headers;
  for (const auto& [name, value] : request.headers) headers[to_lower(name)] = squeezed(value);
  headers["host"] = request.host;
  headers["x-amz-date"] = time;
  if (request.is_s3) headers["x-amz-content-sha256"] = body_digest;
  if (!keys.session_token.empty()) headers["x-amz-security-token"] = keys.session_token;

  std::string lines;
  std::string names;
  for (const auto& [name, value] : headers) {
    lines.append(name).append(":").append(value).append("\n");
    if (!names.empty()) names += ';';
    names += name;
  }

  signature out;
  out.path = percent_encode(request.path, true);
  out.query = encoded_query(request.query);
  const std::string canonical = concat(request.method, "\n", out.path, "\n", out.query, "\n", lines,
                                       "\n", names, "\n", body_digest);
  const std::string scope = concat(date, "/", region, "/", service, "/aws4_request");
  const std::string to_sign =
      concat("AWS4-HMAC-SHA256\n", time, "\n", scope, "\n", sha256_hex(canonical));
  std::string key = hmac_sha256(concat("AWS4", keys.secret_key), date);
  for (const std::string_view part : {region, service, std::string_view("aws4_request")}) {
    key = hmac_sha256(key, part);
  }
  headers.erase("host");
  out.headers.assign(headers.begin(), headers.end());
  out.headers.emplace_back("authorization", concat("AWS4-HMAC-SHA256 Credential=", keys.access_key,
                                                   "/", scope, ", SignedHeaders=", names,
                                                   ", Signature=", hex(hmac_sha256(key, to_sign))));
  return out;
}

}  // namespace sluice::cloud
