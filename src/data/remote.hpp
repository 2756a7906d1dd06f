// What the project's code reads from S3 through the AWS SDK's names, and from web servers by
// fetch().
#pragma once

#include "cloud/settings.hpp"
#include "script/engine.hpp"

namespace sluice::data {

// Makes the modules known and answers them, with the environment that the code has by then.
// `settings` is copied; its environment is not used.
void add_remote(script::engine& engine, const cloud::aws_settings& settings);

}  // namespace sluice::data
