#include "cloud/sso_session.hpp"

#include <utility>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "cloud/digest.hpp"
#include "cloud/moment.hpp"
#include "cloud/private_file.hpp"

namespace sluice::cloud {
namespace {

error wrong(const aws_configuration& from, const std::string& message) {
  return error(failure::config, "CLOUD.CONFIG", message).at({from.config_file(), 0, 0});
}

// The profile's values, and those of the session that it names.
ini_section with_session(const aws_configuration& from, const std::string& profile,
                         const ini_section& own) {
  const auto name = text_of(&own, "sso_session");
  if (!name) return own;
  const ini_section* session = from.sso_session(*name);
  if (session == nullptr) {
    throw wrong(from,
                concat("profile ", profile, " names [sso-session ", *name, "], which is not there"))
        .advise("aws configure sso-session");
  }
  ini_section all = own;
  for (const auto& [key, value] : *session) {
    const auto there = all.find(key);
    if (there != all.end() && there->second.text != value.text) {
      throw wrong(from,
                  concat("profile ", profile, " and [sso-session ", *name, "] differ in ", key))
          .advise("remove it from the profile");
    }
    all[key] = value;
  }
  return all;
}

sso_settings settings_of(const aws_configuration& from, const std::string& profile,
                         const ini_section& own, const std::vector<std::string>& required) {
  const ini_section all = with_session(from, profile, own);
  std::vector<std::string> missing;
  for (const std::string& key : required) {
    if (!text_of(&all, key)) missing.push_back(key);
  }
  if (!missing.empty()) {
    throw wrong(from, concat("profile ", profile, " lacks ", join(missing, ", ")))
        .advise(concat("aws configure sso --profile ", profile));
  }
  const auto get = [&](const char* key) { return text_of(&all, key).value_or(""); };
  sso_settings out{.profile = profile,
                   .session = get("sso_session"),
                   .start_url = get("sso_start_url"),
                   .region = get("sso_region"),
                   .account = get("sso_account_id"),
                   .role = get("sso_role_name")};
  const std::string scopes = get("sso_registration_scopes");
  for (const std::string_view scope : split(scopes, ",")) {
    if (!trim(scope).empty()) out.scopes.emplace_back(trim(scope));
  }
  return out;
}

}  // namespace

std::optional<sso_settings> sso_of_profile(const aws_configuration& from,
                                           const std::string& profile) {
  const ini_section* own = from.find(profile);
  if (!text_of(own, "sso_role_name") && !text_of(own, "sso_account_id")) return std::nullopt;
  return settings_of(from, profile, *own,
                     {"sso_role_name", "sso_account_id", "sso_start_url", "sso_region"});
}

std::optional<sso_settings> sso_login_of_profile(const aws_configuration& from,
                                                 const std::string& profile) {
  const ini_section* own = from.find(profile);
  if (!text_of(own, "sso_session") && !text_of(own, "sso_start_url")) {
    return sso_of_profile(from, profile);
  }
  return settings_of(from, profile, *own, {"sso_start_url", "sso_region"});
}

token_cache::token_cache(const aws_settings& settings)
    : folder_(settings.home / ".aws" / "sso" / "cache") {}

std::filesystem::path token_cache::file_of(const std::string& key) const {
  return folder_ / concat(sha1_hex(key), ".json");
}

std::optional<sso_token> read_token(const std::string& json) {
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  if (document.HasParseError() || !document.IsObject()) return std::nullopt;
  const auto expires = parse_moment(string_member(document, "expiresAt"));
  sso_token out{.start_url = string_member(document, "startUrl"),
                .region = string_member(document, "region"),
                .access_token = string_member(document, "accessToken"),
                .expires = expires.value_or(0),
                .client_id = string_member(document, "clientId"),
                .client_secret = string_member(document, "clientSecret"),
                .registration_expires = string_member(document, "registrationExpiresAt"),
                .refresh_token = string_member(document, "refreshToken")};
  if (out.access_token.empty()) return std::nullopt;
  return out;
}

std::optional<sso_token> token_cache::load(const std::string& key) const {
  const auto text = read_file_if_exists(file_of(key));
  return text ? read_token(*text) : std::nullopt;
}

void token_cache::save(const std::string& key, const sso_token& token) const {
  json_writer out(json_writer::style::compact);
  out.begin_object();
  out.member("startUrl", token.start_url).member("region", token.region);
  out.member("accessToken", token.access_token).member("expiresAt", utc_text(token.expires));
  out.member("clientId", token.client_id).member("clientSecret", token.client_secret);
  out.member("registrationExpiresAt", token.registration_expires);
  if (!token.refresh_token.empty()) out.member("refreshToken", token.refresh_token);
  out.end_object();
  write_private_file(file_of(key), out.text());
}

}  // namespace sluice::cloud
