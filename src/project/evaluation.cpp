#include "project/evaluation.hpp"

#include <utility>

#include "config/drizzle_config.hpp"
#include "frontend/typescript/bundle.hpp"

namespace sluice::project {

std::unique_ptr<script::engine> make_engine(script::settings options) {
  auto engine = std::make_unique<script::engine>(std::move(options));
  config::add_bundles(*engine);
  frontend::typescript::add_bundles(*engine);
  return engine;
}

}  // namespace sluice::project
