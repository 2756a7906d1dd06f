// The engine as a project's files need it: all of sluice's own JavaScript known, nothing evaluated
// yet.
#pragma once

#include <memory>

#include "script/engine.hpp"

namespace sluice::project {

std::unique_ptr<script::engine> make_engine(script::settings options);

}  // namespace sluice::project
