#include "model/database.hpp"

#include "model/schema_name.hpp"

namespace sluice::model {

std::string qualified(const std::string& schema, const std::string& name) {
  return schema_name(schema) + '.' + name;
}

}  // namespace sluice::model
