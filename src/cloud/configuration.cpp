#include "cloud/configuration.hpp"

#include <filesystem>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "cloud/python_text.hpp"

namespace sluice::cloud {
namespace {

ini_document read_if_there(const std::string& file) {
  std::error_code none;
  if (!std::filesystem::is_regular_file(file, none)) return {};
  const auto text = read_file_if_exists(file);
  return text ? parse_ini(*text, file) : ini_document{};
}

// The name in [profile NAME] or [sso-session NAME], as a shell would read it.
std::optional<std::string> named(const std::string& section, std::string_view kind) {
  if (!section.starts_with(kind)) return std::nullopt;
  const auto words = shell_words(section);
  if (!words || words->size() != 2) return std::nullopt;
  return words->at(1);
}

bool is_true(const std::optional<std::string>& value) {
  return value && to_lower(*value) == "true";
}

}  // namespace

std::optional<std::string> text_of(const ini_section* section, const std::string& key) {
  if (section == nullptr) return std::nullopt;
  const auto found = section->find(key);
  return found == section->end() ? std::nullopt : std::optional(found->second.text);
}

aws_configuration::aws_configuration(aws_settings settings) : settings_(std::move(settings)) {
  profile_ = settings_.profile.value_or(
      variable("AWS_PROFILE").value_or(variable("AWS_DEFAULT_PROFILE").value_or("default")));
  config_file_ = expanded(variable("AWS_CONFIG_FILE").value_or("~/.aws/config"));
  for (auto& [name, section] : read_if_there(config_file_)) {
    if (name.starts_with("profile")) {
      if (const auto profile = named(name, "profile")) config_profiles_[*profile] = section;
    } else if (name.starts_with("sso-session")) {
      if (const auto session = named(name, "sso-session")) sessions_[*session] = section;
    } else if (name == "default") {
      config_profiles_[name] = section;
    }
  }
  profiles_ = config_profiles_;
  const std::string credentials =
      expanded(variable("AWS_SHARED_CREDENTIALS_FILE").value_or("~/.aws/credentials"));
  for (auto& [name, section] : read_if_there(credentials)) {
    for (const auto& [key, value] : section) profiles_[name][key] = value;
    profiles_.try_emplace(name);
    credentials_[name] = std::move(section);
  }
}

std::string aws_configuration::expanded(const std::string& path) const {
  const auto is_of_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] != '$') {
      out += path[i];
      continue;
    }
    const bool has_braces = i + 1 < path.size() && path[i + 1] == '{';
    const std::size_t start = i + (has_braces ? 2 : 1);
    std::size_t end = start;
    while (end < path.size() && (has_braces ? path[end] != '}' : is_of_name(path[end]))) ++end;
    const auto value = settings_.environment.find(path.substr(start, end - start));
    if (end == start || value == settings_.environment.end() ||
        (has_braces && end == path.size())) {
      out += '$';
      continue;
    }
    out += value->second;
    i = has_braces ? end : end - 1;
  }
  if (out == "~" || out.starts_with("~/")) out.replace(0, 1, settings_.home.string());
  return out;
}

void aws_configuration::expect_profile() const {
  const bool is_named =
      profile_is_typed() || variable("AWS_PROFILE") || variable("AWS_DEFAULT_PROFILE");
  if (!is_named || profiles_.contains(profile_)) return;
  std::vector<std::string> names;
  names.reserve(profiles_.size());
  for (const auto& [name, section] : profiles_) names.push_back(name);
  const std::string similar = nearest(profile_, names);
  throw error(failure::config, "CLOUD.PROFILE",
              concat("there is no AWS profile \"", profile_, "\""))
      .at({config_file_, 0, 0})
      .advise(!similar.empty() ? concat("did you mean ", similar, "?")
              : names.empty()  ? concat("aws configure sso --profile ", profile_)
                               : concat("known are: ", join(names, ", ")));
}

const ini_section* aws_configuration::find(const std::string& profile) const {
  const auto found = profiles_.find(profile);
  return found == profiles_.end() ? nullptr : &found->second;
}

const ini_section* aws_configuration::in_credentials(const std::string& profile) const {
  const auto found = credentials_.find(profile);
  return found == credentials_.end() ? nullptr : &found->second;
}

const ini_section* aws_configuration::in_config(const std::string& profile) const {
  const auto found = config_profiles_.find(profile);
  return found == config_profiles_.end() ? nullptr : &found->second;
}

const ini_section* aws_configuration::sso_session(const std::string& name) const {
  const auto found = sessions_.find(name);
  return found == sessions_.end() ? nullptr : &found->second;
}

std::optional<std::string> aws_configuration::value(const std::string& key) const {
  return text_of(find(profile_), key);
}

std::optional<std::string> aws_configuration::variable_or_value(const std::string& name,
                                                                const std::string& key) const {
  auto said = variable(name);
  return said ? said : value(key);
}

std::optional<std::string> aws_configuration::region() const {
  if (settings_.region) return settings_.region;
  if (auto said = variable("AWS_REGION")) return said;
  return variable_or_value("AWS_DEFAULT_REGION", "region");
}

std::string aws_configuration::ca_bundle() const {
  return expanded(variable_or_value("AWS_CA_BUNDLE", "ca_bundle").value_or(""));
}

std::optional<aws_configuration::said_endpoint> aws_configuration::endpoint_url(
    const std::string& service) const {
  if (is_true(variable_or_value("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
                                "ignore_configured_endpoint_urls"))) {
    return std::nullopt;
  }
  for (const std::string& name : {"AWS_ENDPOINT_URL_" + service, std::string("AWS_ENDPOINT_URL")}) {
    if (const auto url = variable(name)) return said_endpoint{.url = *url, .said_by = name};
  }
  if (value("services")) {
    throw error(failure::config, "CLOUD.NOT_SUPPORTED",
                concat("profile ", profile_, " names services, which sluice does not read"))
        .at({config_file_, 0, 0})
        .advise(
            concat("set AWS_ENDPOINT_URL_", service, " instead, or endpoint_url in the profile"));
  }
  if (const auto url = value("endpoint_url")) {
    return said_endpoint{.url = *url, .said_by = concat("endpoint_url of profile ", profile_)};
  }
  return std::nullopt;
}

}  // namespace sluice::cloud
