// A model as objects with definitions that a person can read, so that two of them can be compared
// in words (schema_objects.hpp).
#pragma once

#include <vector>

#include "model/database.hpp"
#include "model/other_object.hpp"
#include "project/schema_objects.hpp"

namespace sluice::project {

// Sorted. Whatever the differ sees of a schema is in its definitions; the order of columns is not.
std::vector<schema_object> described(const model::database& schema);

// What a Drizzle schema can't say, the same way.
std::vector<schema_object> described(const std::vector<model::other_object>& others);

}  // namespace sluice::project
