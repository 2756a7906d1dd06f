// Credentials that the surroundings give: a container's agent, an instance's metadata (version 2
// only).
#include <algorithm>
#include <array>
#include <charconv>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "cloud/endpoint.hpp"
#include "cloud/http.hpp"
#include "cloud/providers.hpp"
#include "cloud/retry.hpp"

namespace sluice::cloud {
namespace {

using std::chrono::milliseconds;

constexpr const char* container_host = "http://169.254.170.2";

// No proxy could reach these, and none should see them.
http_request question_to_neighbour(const aws_configuration& from, std::string url,
                                   milliseconds timeout) {
  http_request out{.url = std::move(url)};
  out.timeout = timeout;
  out.connect_timeout = timeout;
  out.through_proxy = false;
  out.interrupted = from.settings().interrupted;
  return out;
}

// Keys are sent without encryption only to this machine and what stands beside it.
void expect_near(const std::string& url) {
  const endpoint at = parse_endpoint(url, "AWS_CONTAINER_CREDENTIALS_FULL_URI");
  if (at.origin.starts_with("https://")) return;
  std::string host = at.host;
  if (const std::size_t colon = host.rfind(':');
      colon != std::string::npos && !host.ends_with(']')) {
    host.erase(colon);
  }
  constexpr std::array<std::string_view, 6> near = {
      "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]", "localhost", "127.0.0.1", "[::1]"};
  if (std::find(near.begin(), near.end(), host) != near.end()) return;
  throw error(
      failure::config, "CLOUD.URL",
      concat("AWS_CONTAINER_CREDENTIALS_FULL_URI leads to another machine: ", shown_url(url)))
      .advise("credentials come from the container's own host, or over https");
}

std::string container_token(const aws_configuration& from) {
  std::string token = from.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN").value_or("");
  if (const auto file = from.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")) {
    token = read_file(*file);
  }
  if (token.find_first_of("\r\n") != std::string::npos) {
    throw error(failure::config, "CLOUD.CONFIG",
                "the container's authorization token has a line's end")
        .advise(
            "AWS_CONTAINER_AUTHORIZATION_TOKEN and the file of "
            "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE hold one line without its end");
  }
  return token;
}

// The instance's metadata service, asked as version 2 wants it: for a token first.
class metadata_service {
 public:
  explicit metadata_service(const aws_configuration& from) : from_(from) {
    const bool is_ipv6 = to_lower(from.variable_or_value("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
                                                         "ec2_metadata_service_endpoint_mode")
                                      .value_or("")) == "ipv6";
    base_ =
        from.variable_or_value("AWS_EC2_METADATA_SERVICE_ENDPOINT", "ec2_metadata_service_endpoint")
            .value_or(is_ipv6 ? "http://[fd00:ec2::254]" : "http://169.254.169.254");
    if (base_.ends_with('/')) base_.pop_back();
    timeout_ =
        milliseconds(1000 * number("AWS_METADATA_SERVICE_TIMEOUT", "metadata_service_timeout"));
    attempts_ = number("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "metadata_service_num_attempts");
  }

  // Nothing where there is no such service, or no role.
  std::optional<credentials> role() {
    const auto token =
        ask({.method = "PUT", .headers = {{"x-aws-ec2-metadata-token-ttl-seconds", "21600"}}},
            "/latest/api/token");
    if (!token) return std::nullopt;
    const header_list with_token = {{"x-aws-ec2-metadata-token", *token}};
    const std::string path = "/latest/meta-data/iam/security-credentials/";
    const auto name = ask({.headers = with_token}, path);
    if (!name) return std::nullopt;
    const std::string role(trim(*name));
    const auto found = ask({.headers = with_token}, path + role);
    if (!found || found->find("\"AccessKeyId\"") == std::string::npos) return std::nullopt;
    return read_credentials(*found, "Token", credential_kind::instance,
                            concat("the instance's role ", role));
  }

 private:
  int number(const char* variable, const char* key) {
    const std::string text = from_.variable_or_value(variable, key).value_or("1");
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return std::max(value, 1);
  }

  std::optional<std::string> ask(const http_request& what, const std::string& path) {
    http_request request = question_to_neighbour(from_, base_ + path, timeout_);
    request.method = what.method;
    request.headers = what.headers;
    for (int attempt = 0; attempt < attempts_; ++attempt) {
      auto answer = answer_to(request);
      if (answer && answer->status == 200 && !answer->body.empty()) return std::move(answer->body);
      if (answer && answer->status < 500) return std::nullopt;
    }
    return std::nullopt;
  }

  // Nothing where nobody is there: this is no instance.
  std::optional<http_answer> answer_to(const http_request& request) {
    try {
      return client_.send(request);
    } catch (const broken_transfer&) {
      return std::nullopt;
    }
  }

  const aws_configuration& from_;
  std::string base_;
  milliseconds timeout_{};
  int attempts_ = 1;
  http_client client_;
};

}  // namespace

std::optional<credentials> from_container(const aws_configuration& from) {
  std::string url;
  if (const auto path = from.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")) {
    url = container_host + *path;
  } else if (const auto full = from.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI")) {
    url = *full;
    expect_near(url);
  } else {
    return std::nullopt;
  }
  http_request request = question_to_neighbour(from, url, milliseconds(2000));
  request.headers = {{"Accept", "application/json"}};
  if (const std::string token = container_token(from); !token.empty()) {
    request.headers.emplace_back("Authorization", token);
  }
  http_client client;
  const http_answer answer =
      with_retries(from.settings().interrupted, [&] { return client.send(request); });
  if (answer.status != 200) {
    throw error(failure::config, "CLOUD.NO_CREDENTIALS",
                "the container's agent gives no credentials")
        .because(concat("HTTP ", std::to_string(answer.status), " from ", shown_url(url)))
        .advise(
            "check AWS_CONTAINER_AUTHORIZATION_TOKEN, and that the task or the service account "
            "has a role");
  }
  return read_credentials(answer.body, "Token", credential_kind::container, "the container's role");
}

std::optional<credentials> from_instance(const aws_configuration& from) {
  if (to_lower(from.variable("AWS_EC2_METADATA_DISABLED").value_or("")) == "true") {
    return std::nullopt;
  }
  return metadata_service(from).role();
}

}  // namespace sluice::cloud
