// The single ways to credentials. Each gives nothing where it is not the one that is set up, and
// throws where it is and fails.
#pragma once

#include <optional>
#include <string>

#include "base/error.hpp"
#include "cloud/credentials.hpp"

namespace sluice::cloud {

std::optional<credentials> from_environment(const aws_configuration& from);
// What is in a file, under a profile's name.
std::optional<credentials> from_section(const ini_section* section, credential_kind kind,
                                        const std::string& origin);
std::optional<credentials> from_process(const aws_configuration& from, const std::string& profile);
std::optional<credentials> from_sso(const aws_configuration& from, const std::string& profile);
std::optional<credentials> from_assumed_role(const aws_configuration& from,
                                             const std::string& profile);
std::optional<credentials> from_web_identity(const aws_configuration& from,
                                             const std::string& profile, bool with_environment);
std::optional<credentials> from_container(const aws_configuration& from);
std::optional<credentials> from_instance(const aws_configuration& from);

// Those that a profile can hold, in their order, without a role to assume.
std::optional<credentials> from_profile(const aws_configuration& from, const std::string& profile,
                                        bool with_environment);

// Whether the profile wants a role by assuming it with other credentials.
bool assumes_role(const ini_section* profile);

// Refuses what sluice does not know, with what helps instead.
[[noreturn]] void refuse_setting(const aws_configuration& from, const std::string& profile,
                                 const std::string& setting);

// Credentials in JSON, as processes, containers and instances give them.
credentials read_credentials(const std::string& json, const std::string& token_member,
                             credential_kind kind, const std::string& origin);

}  // namespace sluice::cloud
