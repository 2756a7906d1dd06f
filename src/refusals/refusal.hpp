// What PostgreSQL can never take in a schema, however it came about: found in the model, before any
// SQL is run. Only what is certain is said: types, functions and operator classes that are not
// PostgreSQL's own are taken to be right.
#pragma once

#include <string>
#include <vector>

#include "model/database.hpp"

namespace sluice::refusals {

// The part of the schema that a refusal is about.
struct subject {
  std::string schema;  // "" is public
  std::string object;  // table, view, enum or sequence
  std::string part;    // its column, index, constraint or policy; "" where it is the object itself
};

struct refusal {
  std::string code;      // stable and dotted, as in sluice::error: SCHEMA.OPCLASS
  std::string sqlstate;  // with which PostgreSQL refuses it; "" where it only cuts a name
  std::string message;
  std::string hint;
  subject about;
};

using list = std::vector<refusal>;

// In the order of the model. Linear in its size.
list find(const model::database& schema);

}  // namespace sluice::refusals
