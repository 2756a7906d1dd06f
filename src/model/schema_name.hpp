// The schema that a name without one is in.
#pragma once

#include <string>

namespace sluice::model {

// "" is public, as in the snapshot.
inline std::string schema_name(const std::string& schema) {
  return schema.empty() ? "public" : schema;
}

}  // namespace sluice::model
