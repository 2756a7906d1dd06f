#include "cloud/providers.hpp"

#include "base/json.hpp"
#include "base/process.hpp"
#include "base/secret.hpp"
#include "base/text.hpp"
#include "cloud/moment.hpp"
#include "cloud/python_text.hpp"

namespace sluice::cloud {
namespace {

error half_of_keys(const std::string& origin, const std::string& missing) {
  return error(failure::config, "CLOUD.NO_CREDENTIALS",
               concat("the credentials of ", origin, " are incomplete"))
      .because(concat("there is no ", missing));
}

}  // namespace

void refuse_setting(const aws_configuration& from, const std::string& profile,
                    const std::string& setting) {
  throw error(failure::config, "CLOUD.NOT_SUPPORTED",
              concat("profile ", profile, " has ", setting, ", which sluice does not support"))
      .at({from.config_file(), 0, 0})
      .advise(concat("let the AWS CLI get the credentials, in a profile of its own: "
                     "credential_process = aws configure export-credentials --profile ",
                     profile, " --format process"));
}

std::optional<credentials> from_environment(const aws_configuration& from) {
  const auto access_key = from.variable("AWS_ACCESS_KEY_ID");
  if (!access_key) return std::nullopt;
  const auto secret_key = from.variable("AWS_SECRET_ACCESS_KEY");
  if (!secret_key) throw half_of_keys("the environment", "AWS_SECRET_ACCESS_KEY");
  credentials out{.keys = {.access_key = *access_key, .secret_key = *secret_key},
                  .kind = credential_kind::environment,
                  .origin = "the environment"};
  for (const char* name : {"AWS_SECURITY_TOKEN", "AWS_SESSION_TOKEN"}) {
    if (out.keys.session_token.empty()) {
      out.keys.session_token = from.variable(name).value_or("");
    }
  }
  if (const auto expires = from.variable("AWS_CREDENTIAL_EXPIRATION")) {
    out.expires = parse_moment(*expires);
  }
  return out;
}

std::optional<credentials> from_section(const ini_section* section, credential_kind kind,
                                        const std::string& origin) {
  const auto access_key = text_of(section, "aws_access_key_id");
  if (!access_key) return std::nullopt;
  const auto secret_key = text_of(section, "aws_secret_access_key");
  if (!secret_key) throw half_of_keys(origin, "aws_secret_access_key");
  auto token = text_of(section, "aws_security_token");
  if (!token) token = text_of(section, "aws_session_token");
  return credentials{.keys = {.access_key = *access_key,
                              .secret_key = *secret_key,
                              .session_token = token.value_or("")},
                     .kind = kind,
                     .origin = origin};
}

credentials read_credentials(const std::string& json, const std::string& token_member,
                             credential_kind kind, const std::string& origin) {
  rapidjson::Document document;
  // The error of a parser could show what it did not understand.
  document.Parse(json.data(), json.size());
  if (document.HasParseError() || !document.IsObject()) {
    throw error(failure::config, "CLOUD.NO_CREDENTIALS",
                concat("what ", origin, " gives is no JSON object"));
  }
  credentials out{.keys = {.access_key = string_member(document, "AccessKeyId"),
                           .secret_key = string_member(document, "SecretAccessKey"),
                           .session_token = string_member(document, token_member)},
                  .expires = parse_moment(string_member(document, "Expiration")),
                  .kind = kind,
                  .origin = origin};
  if (out.keys.access_key.empty()) throw half_of_keys(origin, "AccessKeyId");
  if (out.keys.secret_key.empty()) throw half_of_keys(origin, "SecretAccessKey");
  return out;
}

std::optional<credentials> from_process(const aws_configuration& from, const std::string& profile) {
  const auto command = text_of(from.find(profile), "credential_process");
  if (!command) return std::nullopt;
  const std::string origin = concat("credential_process of profile ", profile);
  const auto words = shell_words(*command);
  if (!words || words->empty()) {
    throw error(failure::config, "CLOUD.CONFIG", concat(origin, " is no command"))
        .at({from.config_file(), 0, 0})
        .advise("a quote is left open, or it is empty");
  }
  const process_result done = run_process(*words, from.settings().environment);
  if (done.exit_code != 0) {
    throw error(failure::config, "CLOUD.NO_CREDENTIALS",
                concat(origin, " failed (exit code ", std::to_string(done.exit_code), ")"))
        .because(without_passwords(trim(done.err)));
  }
  rapidjson::Document document;
  document.Parse(done.out.data(), done.out.size());
  const rapidjson::Value* version =
      document.HasParseError() ? nullptr : member(document, "Version");
  if (version == nullptr || !version->IsInt() || version->GetInt() != 1) {
    throw error(failure::config, "CLOUD.NO_CREDENTIALS",
                concat("what ", origin, " gives is not of version 1"))
        .advise("it has to print {\"Version\": 1, \"AccessKeyId\": …, \"SecretAccessKey\": …}");
  }
  return read_credentials(done.out, "SessionToken", credential_kind::process, origin);
}

}  // namespace sluice::cloud
