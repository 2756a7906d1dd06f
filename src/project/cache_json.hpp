// A cache file's content: what is remembered, as JSON.
#pragma once

#include <string>

#include "base/json.hpp"
#include "project/cache.hpp"

namespace sluice::project {

// `program` and `request` say for whom it holds.
std::string to_json(const remembered& what, const std::string& program, const std::string& request);
remembered from_json(const rapidjson::Value& json);

}  // namespace sluice::project
