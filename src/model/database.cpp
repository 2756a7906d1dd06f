#include "model/database.hpp"

namespace sluice::model {

std::string qualified(const std::string& schema, const std::string& name) {
  return (schema.empty() ? "public" : schema) + '.' + name;
}

}  // namespace sluice::model
