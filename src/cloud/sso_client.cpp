#include "cloud/sso_client.hpp"

#include <utility>

#include "base/json.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "cloud/endpoint.hpp"
#include "cloud/retry.hpp"

namespace sluice::cloud {
namespace {

// An answer's JSON. What can't be read is an empty object: it could hold a token, and is not shown.
rapidjson::Document json_of(const http_answer& answer) {
  rapidjson::Document out;
  out.Parse(answer.body.data(), answer.body.size());
  if (out.HasParseError() || !out.IsObject()) out.SetObject();
  return out;
}

long number(const rapidjson::Value& object, std::string_view name, long otherwise) {
  const rapidjson::Value* found = member(object, name);
  return found != nullptr && found->IsInt64() ? static_cast<long>(found->GetInt64()) : otherwise;
}

std::string said(const http_answer& answer) {
  const rapidjson::Document body = json_of(answer);
  std::string why = string_member(body, "error_description");
  if (why.empty()) why = string_member(body, "message");
  const std::string kind(answer.header("x-amzn-errortype"));
  return concat(kind, kind.empty() || why.empty() ? "" : ": ", why, " (HTTP ",
                std::to_string(answer.status), ")");
}

error refused(const std::string& message, const http_answer& answer) {
  error what(failure::config, "CLOUD.SSO", message);
  what.detail = said(answer);
  what.hint = "check sso_start_url and sso_region of the profile: aws configure sso";
  return what;
}

}  // namespace

sso_client::sso_client(const aws_configuration& from, std::string region)
    : from_(from), region_(std::move(region)) {}

std::string sso_client::origin(const std::string& service, const std::string& host) const {
  if (const auto custom = from_.endpoint_url(service)) {
    const endpoint at = parse_endpoint(custom->url, custom->said_by);
    return at.origin + at.base_path;
  }
  const endpoint at =
      parse_endpoint(concat("https://", host, ".", region_, ".", domain_of(region_)), "sso_region");
  return at.origin;
}

http_answer sso_client::ask(const http_request& request) {
  http_request sent = request;
  sent.timeout = std::chrono::seconds(60);
  sent.ca_bundle = from_.ca_bundle();
  sent.interrupted = from_.settings().interrupted;
  return with_retries(from_.settings().interrupted, [&] {
    http_answer answer = http_.send(sent);
    if (answer.status < 500 && answer.status != 429) return answer;
    error busy(failure::connect, "CLOUD.BUSY",
               concat("the server can't answer for ", shown_url(sent.url)));
    busy.detail = said(answer);
    busy.hint = "run again in a while";
    throw broken_transfer(std::move(busy), true);
  });
}

http_answer sso_client::post(const std::string& path, const std::string& body) {
  return ask({.method = "POST",
              .url = oidc() + path,
              .headers = {{"Content-Type", "application/json"}},
              .body = body});
}

sso_registration sso_client::register_client(const sso_settings& sso, const std::string& redirect) {
  json_writer out(json_writer::style::compact);
  const auto list = [&](const char* name, const std::vector<std::string>& values) {
    out.key(name).begin_array();
    for (const std::string& value : values) out.string(value);
    out.end_array();
  };
  out.begin_object();
  out.member(
      "clientName",
      concat("sluice-", sso.session.empty() ? std::to_string(std::time(nullptr)) : sso.session));
  out.member("clientType", "public");
  if (!redirect.empty()) {
    list("grantTypes", {"authorization_code", "refresh_token"});
    list("redirectUris", {redirect});
    out.member("issuerUrl", sso.start_url);
  }
  if (!sso.scopes.empty()) list("scopes", sso.scopes);
  out.end_object();
  const http_answer answer = post("/client/register", out.text());
  if (!answer.is_good()) throw refused("sluice can't register to sign in", answer);
  const rapidjson::Document body = json_of(answer);
  return {.client_id = string_member(body, "clientId"),
          .client_secret = string_member(body, "clientSecret"),
          .expires = number(body, "clientSecretExpiresAt", 0)};
}

device_authorization sso_client::authorize_device(const sso_settings& sso,
                                                  const sso_registration& as) {
  json_writer out(json_writer::style::compact);
  out.begin_object();
  out.member("clientId", as.client_id).member("clientSecret", as.client_secret);
  out.member("startUrl", sso.start_url);
  out.end_object();
  const http_answer answer = post("/device_authorization", out.text());
  if (!answer.is_good()) throw refused(concat("nobody can sign in at ", sso.start_url), answer);
  const rapidjson::Document body = json_of(answer);
  device_authorization got{.device_code = string_member(body, "deviceCode"),
                           .user_code = string_member(body, "userCode"),
                           .url = string_member(body, "verificationUri"),
                           .url_with_code = string_member(body, "verificationUriComplete"),
                           .expires_in = number(body, "expiresIn", 600),
                           .interval = number(body, "interval", 5)};
  if (got.device_code.empty() || got.url.empty()) {
    throw refused(concat("nobody can sign in at ", sso.start_url), answer);
  }
  return got;
}

std::string sso_client::authorization_url(const header_list& query) const {
  std::string out = oidc() + "/authorize";
  char separator = '?';
  for (const auto& [name, value] : query) {
    out += std::exchange(separator, '&');
    out += concat(name, "=", percent_encode(value, false));
  }
  return out;
}

token_answer sso_client::create_token(const std::string& client_id,
                                      const std::string& client_secret,
                                      const std::string& grant_type, const header_list& grant) {
  json_writer out(json_writer::style::compact);
  out.begin_object();
  out.member("clientId", client_id).member("clientSecret", client_secret);
  out.member("grantType", grant_type);
  for (const auto& [name, value] : grant) out.member(name, value);
  out.end_object();
  const http_answer answer = post("/token", out.text());
  const rapidjson::Document body = json_of(answer);
  token_answer got{.access_token = string_member(body, "accessToken"),
                   .refresh_token = string_member(body, "refreshToken"),
                   .expires_in = number(body, "expiresIn", 0),
                   .refusal = string_member(body, "error"),
                   .description = said(answer)};
  if (got.access_token.empty() && got.refusal.empty()) got.refusal = "unknown";
  return got;
}

credentials sso_client::role_credentials(const sso_settings& sso, const std::string& access_token) {
  const http_answer answer =
      ask({.url = concat(portal(),
                         "/federation/credentials?account_id=", percent_encode(sso.account, false),
                         "&role_name=", percent_encode(sso.role, false)),
           .headers = {{"x-amz-sso_bearer_token", access_token}}});
  if (answer.status == 401) {
    throw error(failure::config, "CLOUD.EXPIRED",
                concat("the SSO session of profile ", sso.profile, " is not valid any more"))
        .because(said(answer))
        .advise(concat("sluice aws auth --profile ", sso.profile));
  }
  if (!answer.is_good()) {
    throw error(failure::config, "CLOUD.DENIED",
                concat("role ", sso.role, " of account ", sso.account, " is not to be had"))
        .because(said(answer))
        .advise(concat("sso_account_id and sso_role_name of profile ", sso.profile,
                       " have to be assigned to you: aws configure sso lists those that are"));
  }
  const rapidjson::Document body = json_of(answer);
  const rapidjson::Value* role = member(body, "roleCredentials");
  if (role == nullptr || string_member(*role, "secretAccessKey").empty()) {
    throw error(failure::connect, "CLOUD.HTTP", "the answer of the SSO portal has no credentials");
  }
  return {.keys = {.access_key = string_member(*role, "accessKeyId"),
                   .secret_key = string_member(*role, "secretAccessKey"),
                   .session_token = string_member(*role, "sessionToken")},
          .expires = number(*role, "expiration", 0) / 1000,
          .kind = credential_kind::sso,
          .origin = concat("role ", sso.role, " of account ", sso.account, " (SSO, profile ",
                           sso.profile, ")")};
}

bool sso_client::log_out(const std::string& access_token) {
  return ask({.method = "POST",
              .url = portal() + "/logout",
              .headers = {{"x-amz-sso_bearer_token", access_token}}})
      .is_good();
}

}  // namespace sluice::cloud
