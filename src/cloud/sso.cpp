#include "cloud/sso.hpp"

#include <filesystem>
#include <vector>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "cloud/moment.hpp"
#include "cloud/providers.hpp"
#include "cloud/sso_client.hpp"

namespace sluice::cloud {
namespace {

namespace fs = std::filesystem;

// botocore's: what is valid for less is refreshed.
constexpr std::time_t refresh_window{900};

// Nothing where it can't be: signing in again helps.
std::optional<sso_token> refreshed(const aws_configuration& from, const sso_settings& sso,
                                   const sso_token& old) {
  if (old.refresh_token.empty() || old.client_id.empty() || old.client_secret.empty()) {
    return std::nullopt;
  }
  const auto registration = parse_moment(old.registration_expires);
  if (!registration || *registration <= std::time(nullptr)) return std::nullopt;
  const token_answer got = sso_client(from, sso.region)
                               .create_token(old.client_id, old.client_secret, "refresh_token",
                                             {{"refreshToken", old.refresh_token}});
  if (got.access_token.empty()) return std::nullopt;
  sso_token token = old;
  token.start_url = sso.start_url;
  token.region = sso.region;
  token.access_token = got.access_token;
  token.expires = std::time(nullptr) + got.expires_in;
  token.refresh_token = got.refresh_token;
  return token;
}

std::vector<fs::path> json_files(const fs::path& folder) {
  std::vector<fs::path> out;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none)) {
    if (entry.is_regular_file(none) && entry.path().extension() == ".json") {
      out.push_back(entry.path());
    }
  }
  return out;
}

bool is_of_sso(const std::string& json) {
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  return !document.HasParseError() && string_member(document, "ProviderType") == "sso";
}

}  // namespace

std::optional<sso_token> current_token(const aws_configuration& from, const sso_settings& sso) {
  const token_cache cache(from.settings());
  auto token = cache.load(sso.cache_key());
  if (!token) return std::nullopt;
  if (token->expires - std::time(nullptr) < refresh_window && !sso.session.empty()) {
    if (const auto fresh = refreshed(from, sso, *token)) {
      cache.save(sso.cache_key(), *fresh);
      return fresh;
    }
    // Somebody else may have refreshed it, and its refresh token was good for once.
    token = cache.load(sso.cache_key());
  }
  return token && token->is_valid() ? token : std::nullopt;
}

std::optional<credentials> from_sso(const aws_configuration& from, const std::string& profile) {
  const auto sso = sso_of_profile(from, profile);
  if (!sso) return std::nullopt;
  const auto token = current_token(from, *sso);
  if (!token) {
    const bool was_there = token_cache(from.settings()).load(sso->cache_key()).has_value();
    throw error(failure::config, "CLOUD.EXPIRED",
                concat("nobody is signed in for profile ", profile,
                       was_there ? ": the SSO session has expired" : ""))
        .advise(concat("sluice aws auth --profile ", profile));
  }
  return sso_client(from, sso->region).role_credentials(*sso, token->access_token);
}

signed_out sign_out(const aws_configuration& from) {
  signed_out out;
  for (const fs::path& file : json_files(token_cache(from.settings()).folder())) {
    const auto text = read_file_if_exists(file);
    const auto token = text ? read_token(*text) : std::nullopt;
    if (!token) continue;
    if (!token->region.empty() && token->is_valid()) {
      try {
        sso_client(from, token->region).log_out(token->access_token);
      } catch (const error& unheard) {
        if (unheard.kind == failure::interrupted) throw;
        ++out.not_told;
      }
    }
    std::error_code none;
    if (fs::remove(file, none)) ++out.sessions;
  }
  for (const fs::path& file : json_files(from.settings().home / ".aws" / "cli" / "cache")) {
    const auto text = read_file_if_exists(file);
    std::error_code none;
    if (text && is_of_sso(*text) && fs::remove(file, none)) ++out.role_credentials;
  }
  return out;
}

}  // namespace sluice::cloud
