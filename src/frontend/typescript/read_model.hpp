// The plain data that the module sluice:schema gives (bundle/read.js), as a model.
#pragma once

#include "base/json.hpp"
#include "model/database.hpp"

namespace sluice::frontend::typescript {

model::database read_model(const rapidjson::Value& document);

}  // namespace sluice::frontend::typescript
