#include "project/aws.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "base/file.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "cloud/s3.hpp"
#include "project/state_folder.hpp"

namespace sluice::project {
namespace {

namespace fs = std::filesystem;

constexpr const char* sources_name = "data-sources.json";

std::vector<fs::path> places_of_sources(const surroundings& at) {
  std::vector<fs::path> out = {project_folder(at)};
  for (fs::path folder = at.directory;; folder = folder.parent_path()) {
    out.push_back(folder);
    if (folder == at.root || folder == folder.parent_path()) break;
  }
  // From a workspace's root its packages are looked at too.
  std::vector<fs::path> packages;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(at.directory / "packages", none)) {
    packages.push_back(entry.path());
  }
  std::sort(packages.begin(), packages.end());
  out.insert(out.end(), packages.begin(), packages.end());
  return out;
}

std::optional<project_bucket> bucket_in(const fs::path& file) {
  const auto text = read_file_if_exists(file);
  if (!text) return std::nullopt;
  const rapidjson::Document document = parse_json(*text, file.string());
  for (const rapidjson::Value* place :
       {static_cast<const rapidjson::Value*>(&document), member(document, "s3")}) {
    if (place == nullptr) continue;
    const std::string name = string_member(*place, "bucket");
    if (name.empty()) continue;
    project_bucket out{.name = name, .region = std::nullopt, .origin = file.string()};
    if (const std::string region = string_member(*place, "region"); !region.empty()) {
      out.region = region;
    }
    return out;
  }
  return std::nullopt;
}

// The profile's own sign-in, or that of the profile that its role is assumed with.
std::optional<cloud::sso_settings> sign_in_of(const cloud::aws_configuration& from) {
  std::set<std::string> visited;
  std::string profile = from.profile();
  while (visited.insert(profile).second) {
    if (auto sso = cloud::sso_login_of_profile(from, profile)) return sso;
    const auto source = cloud::text_of(from.find(profile), "source_profile");
    if (!source) break;
    profile = *source;
  }
  return std::nullopt;
}

bool comes_through_sso(const std::optional<cloud::credential_kind>& kind) {
  return !kind || *kind == cloud::credential_kind::sso ||
         *kind == cloud::credential_kind::assumed_role;
}

}  // namespace

std::optional<project_bucket> find_bucket(const surroundings& at,
                                          const std::optional<std::string>& typed) {
  if (typed) {
    const std::string_view name = *typed;
    const std::string_view bare = name.starts_with("s3://") ? name.substr(5) : name;
    return project_bucket{.name = std::string(bare.substr(0, bare.find('/'))),
                          .region = std::nullopt,
                          .origin = "--bucket"};
  }
  if (const auto name = at.variable("DATA_MIGRATIONS_BUCKET")) {
    return project_bucket{
        .name = *name, .region = std::nullopt, .origin = "DATA_MIGRATIONS_BUCKET"};
  }
  for (const fs::path& folder : places_of_sources(at)) {
    if (auto found = bucket_in(folder / sources_name)) return found;
  }
  return std::nullopt;
}

aws_identity identify_aws(const aws_request& request) {
  const surroundings at = look_around(request.where);
  aws_identity out;
  out.bucket = find_bucket(at, request.bucket);
  cloud::aws_settings settings = cloud::settings_in(at.environment);
  settings.profile = request.profile;
  settings.region = request.region;
  if (!settings.region && out.bucket) settings.region = out.bucket->region;
  settings.interrupted = request.interrupted;
  out.from = std::make_shared<const cloud::aws_configuration>(std::move(settings));
  out.profile = out.from->profile();
  out.kind = cloud::expected_kind(*out.from);
  out.region = out.from->region();
  if (!comes_through_sso(out.kind)) return out;
  if (auto sso = sign_in_of(*out.from)) {
    const auto token = cloud::token_cache(out.from->settings()).load(sso->cache_key());
    out.session = aws_session{.sso = std::move(*sso)};
    if (token) {
      out.session->expires = token->expires;
      out.session->is_valid = token->is_valid();
    }
  }
  return out;
}

void refresh_session(aws_identity& identity) {
  if (!identity.session) return;
  const auto token = cloud::current_token(*identity.from, identity.session->sso);
  identity.session->is_valid = token.has_value();
  if (token) identity.session->expires = token->expires;
}

aws_access verify_aws(const aws_identity& identity) {
  cloud::s3_client client(identity.from);
  const cloud::credentials& signer = client.signer();
  aws_access out{.origin = signer.origin, .expires = signer.expires, .bucket_region = std::nullopt};
  if (identity.bucket) {
    client.verify_access(identity.bucket->name);
    out.bucket_region = client.region_of(identity.bucket->name);
  }
  return out;
}

std::vector<std::string> profiles_with_sso(const cloud::aws_configuration& from) {
  std::vector<std::string> out;
  for (const auto& [name, section] : from.profiles()) {
    if (cloud::text_of(&section, "sso_session") || cloud::text_of(&section, "sso_start_url")) {
      out.push_back(name);
    }
  }
  return out;
}

}  // namespace sluice::project
