// The mistakes that the evaluated schema reported about itself.
#pragma once

#include "base/diagnostic.hpp"
#include "base/json.hpp"

namespace sluice::frontend::typescript {

// The member "problems" of what the module sluice:schema gives. Where the place of a mistake is
// unknown, it is the line of the source that declares the export.
diagnostics read_problems(const rapidjson::Value& document);

}  // namespace sluice::frontend::typescript
