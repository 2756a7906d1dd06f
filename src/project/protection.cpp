#include "project/protection.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace sluice::project {

bool is_production(const std::optional<config::environment_name>& environment) {
  if (!environment) return false;
  const std::string lower = to_lower(environment->name);
  return lower == "production" || lower == "prod";
}

bool is_development(const std::string& environment) {
  constexpr std::array known = {"development", "dev", "local", "test", "testing", "ci"};
  const std::string lower = to_lower(environment);
  return std::find(known.begin(), known.end(), lower) != known.end();
}

run::consent with_protection(run::consent by, const database_place& place) {
  if (place.protect) by.environment = place.environment ? place.environment->name : "sluice.toml";
  return by;
}

}  // namespace sluice::project
