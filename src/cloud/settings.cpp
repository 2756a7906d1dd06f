#include "cloud/settings.hpp"

#include <pwd.h>
#include <unistd.h>
#include <utility>

namespace sluice::cloud {

std::optional<std::string> aws_settings::variable(const std::string& name) const {
  const auto found = environment.find(name);
  if (found == environment.end() || found->second.empty()) return std::nullopt;
  return found->second;
}

aws_settings settings_in(std::map<std::string, std::string> environment) {
  aws_settings out{.environment = std::move(environment)};
  if (const auto home = out.variable("HOME")) {
    out.home = *home;
  } else if (const passwd* user = ::getpwuid(::getuid()); user != nullptr) {
    out.home = user->pw_dir;
  }
  return out;
}

}  // namespace sluice::cloud
