#include "project/protection.hpp"

namespace sluice::project {

run::consent with_protection(run::consent by, const database_place& place) {
  if (place.protect) by.environment = place.environment ? place.environment->name : "sluice.toml";
  return by;
}

}  // namespace sluice::project
