// Credentials of a role: by assuming it with others, or with a token of another identity provider.
#include <set>
#include <string_view>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "cloud/endpoint.hpp"
#include "cloud/http.hpp"
#include "cloud/moment.hpp"
#include "cloud/providers.hpp"
#include "cloud/retry.hpp"
#include "cloud/xml.hpp"

namespace sluice::cloud {
namespace {

using form = header_list;

std::string encoded(const form& fields) {
  std::string out;
  for (const auto& [name, value] : fields) {
    if (!out.empty()) out += '&';
    out.append(name).append("=").append(percent_encode(value, false));
  }
  return out;
}

error refused(const std::string& role, const http_answer& answer) {
  const std::string code = xml_text(answer.body, "Code");
  error what(failure::config, code.starts_with("ExpiredToken") ? "CLOUD.EXPIRED" : "CLOUD.ROLE",
             concat("the role ", role, " can't be assumed"));
  what.detail = code.empty() ? concat("HTTP ", std::to_string(answer.status))
                             : concat(code, ": ", xml_text(answer.body, "Message"));
  what.hint = "the role's trust policy has to name who assumes it, and that needs sts:AssumeRole";
  if (what.code == "CLOUD.EXPIRED") what.hint = "sluice aws auth";
  return what;
}

// `keys` are null for what is not signed.
credentials ask_sts(const aws_configuration& from, const form& fields, const std::string& role,
                    const key_pair* keys, credential_kind kind, const std::string& origin) {
  const auto region = from.region();
  const std::string signed_for = region.value_or("us-east-1");
  const auto custom = from.endpoint_url("STS");
  const endpoint at =
      custom
          ? parse_endpoint(custom->url, custom->said_by)
          : parse_endpoint(
                concat("https://sts.", region ? *region + "." : "", domain_of(signed_for)), "STS");
  signed_request request{
      .method = "POST",
      .host = at.host,
      .path = at.base_path + "/",
      .headers = {{"content-type", "application/x-www-form-urlencoded; charset=utf-8"}},
      .body = encoded(fields),
      .is_s3 = false};
  http_client client;
  const http_answer answer = with_retries(from.settings().interrupted, [&] {
    http_request sent{
        .method = "POST", .url = concat(at.origin, request.path), .body = request.body};
    sent.headers = keys == nullptr
                       ? request.headers
                       : sign(request, *keys, signed_for, "sts", std::time(nullptr)).headers;
    sent.timeout = std::chrono::seconds(60);
    sent.ca_bundle = from.ca_bundle();
    sent.interrupted = from.settings().interrupted;
    http_answer got = client.send(sent);
    if (got.status < 500 && got.status != 429) return got;
    throw broken_transfer(refused(role, got), true);
  });
  if (!answer.is_good()) throw refused(role, answer);
  credentials out{.keys = {.access_key = xml_text(answer.body, "AccessKeyId"),
                           .secret_key = xml_text(answer.body, "SecretAccessKey"),
                           .session_token = xml_text(answer.body, "SessionToken")},
                  .expires = parse_moment(xml_text(answer.body, "Expiration")),
                  .kind = kind,
                  .origin = origin};
  if (out.keys.access_key.empty() || out.keys.secret_key.empty()) {
    throw error(failure::connect, "CLOUD.HTTP", "the answer of STS has no credentials");
  }
  return out;
}

error wrong_profile(const aws_configuration& from, const std::string& message) {
  return error(failure::config, "CLOUD.CONFIG", message).at({from.config_file(), 0, 0});
}

bool has_keys(const ini_section* profile) {
  return text_of(profile, "aws_access_key_id") || text_of(profile, "aws_secret_access_key");
}

// Roles whose source is a role, and so on: each profile once.
class role_chain {
 public:
  explicit role_chain(const aws_configuration& from) : from_(from) {}

  credentials assume(const std::string& profile) {
    visited_.insert(profile);
    const ini_section* section = from_.find(profile);
    const std::string role = text_of(section, "role_arn").value_or("");
    if (text_of(section, "mfa_serial")) refuse_setting(from_, profile, "mfa_serial");
    const credentials source = source_of(profile, section);
    form fields = {{"Action", "AssumeRole"}, {"Version", "2011-06-15"}, {"RoleArn", role}};
    fields.emplace_back("RoleSessionName",
                        text_of(section, "role_session_name")
                            .value_or(concat("sluice-", std::to_string(std::time(nullptr)))));
    if (const auto id = text_of(section, "external_id")) fields.emplace_back("ExternalId", *id);
    const std::string duration = text_of(section, "duration_seconds").value_or("");
    if (!duration.empty() && duration.find_first_not_of("0123456789") == std::string::npos) {
      fields.emplace_back("DurationSeconds", duration);
    }
    return ask_sts(from_, fields, role, &source.keys, credential_kind::assumed_role,
                   concat("the role of profile ", profile, ", assumed with ", source.origin));
  }

 private:
  credentials source_of(const std::string& profile, const ini_section* section) {
    const auto other = text_of(section, "source_profile");
    const auto place = text_of(section, "credential_source");
    if (other && place) {
      throw wrong_profile(from_,
                          concat("profile ", profile, " has source_profile and credential_source"))
          .advise("a role is assumed with one of them: remove the other");
    }
    if (place) return from_place(profile, *place);
    if (!other) {
      throw wrong_profile(from_,
                          concat("profile ", profile, " has a role_arn and no source_profile"))
          .advise(
              "source_profile names the profile that may assume it; else "
              "credential_source = Environment, Ec2InstanceMetadata or EcsContainer");
    }
    return of_profile(profile, *other);
  }

  credentials from_place(const std::string& profile, const std::string& place) {
    std::optional<credentials> found;
    if (place == "Environment") {
      found = from_environment(from_);
    } else if (place == "EcsContainer") {
      found = from_container(from_);
    } else if (place == "Ec2InstanceMetadata") {
      found = from_instance(from_);
    } else {
      throw wrong_profile(from_,
                          concat("profile ", profile, " has an unknown credential_source: ", place))
          .advise("known are Environment, Ec2InstanceMetadata and EcsContainer");
    }
    if (found) return *found;
    throw error(failure::config, "CLOUD.NO_CREDENTIALS",
                concat("profile ", profile, " takes credentials from ", place, ", where none are"));
  }

  credentials of_profile(const std::string& profile, const std::string& source) {
    const ini_section* section = from_.find(source);
    if (section == nullptr) {
      throw wrong_profile(from_,
                          concat("the source_profile of ", profile, " is not there: ", source));
    }
    if (visited_.contains(source) && (source != profile || !has_keys(section))) {
      throw wrong_profile(from_, concat("profile ", profile, " gets its credentials from itself"))
          .because(concat("its source_profile is ", source, ", by way of ",
                          std::to_string(visited_.size()), " profiles"));
    }
    if (!has_keys(section) && assumes_role(section)) return assume(source);
    if (auto found = from_profile(from_, source, false)) return *found;
    throw error(
        failure::config, "CLOUD.NO_CREDENTIALS",
        concat("profile ", source, ", the source_profile of ", profile, ", has no credentials"));
  }

  const aws_configuration& from_;
  std::set<std::string> visited_;
};

}  // namespace

bool assumes_role(const ini_section* profile) {
  return text_of(profile, "role_arn") && !text_of(profile, "web_identity_token_file");
}

std::optional<credentials> from_assumed_role(const aws_configuration& from,
                                             const std::string& profile) {
  if (!assumes_role(from.find(profile))) return std::nullopt;
  return role_chain(from).assume(profile);
}

std::optional<credentials> from_web_identity(const aws_configuration& from,
                                             const std::string& profile, bool with_environment) {
  const auto said = [&](const char* variable, const char* key) {
    auto value = with_environment ? from.variable(variable) : std::nullopt;
    return value ? value : text_of(from.find(profile), key);
  };
  const auto file = said("AWS_WEB_IDENTITY_TOKEN_FILE", "web_identity_token_file");
  if (!file || file->empty()) return std::nullopt;
  const auto role = said("AWS_ROLE_ARN", "role_arn");
  if (!role || role->empty()) {
    throw error(failure::config, "CLOUD.CONFIG",
                "there is a web identity token, and no role for it")
        .advise("set AWS_ROLE_ARN, or role_arn in the profile");
  }
  const form fields = {
      {"Action", "AssumeRoleWithWebIdentity"},
      {"Version", "2011-06-15"},
      {"RoleArn", *role},
      {"RoleSessionName", said("AWS_ROLE_SESSION_NAME", "role_session_name")
                              .value_or(concat("sluice-", std::to_string(std::time(nullptr))))},
      {"WebIdentityToken", read_file(*file)}};
  return ask_sts(from, fields, *role, nullptr, credential_kind::web_identity,
                 concat("the role of the web identity token in ", *file));
}

}  // namespace sluice::cloud
