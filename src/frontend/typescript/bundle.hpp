// The JavaScript that is linked into the program: drizzle-orm and what reads its objects.
#pragma once

#include <string>
#include <vector>

#include "script/engine.hpp"

namespace sluice::frontend::typescript {

// Makes drizzle-orm's modules known to the engine, once; nothing is evaluated before it is
// imported.
void add_bundles(script::engine& engine);

// The specifiers that they answer to.
std::vector<std::string> module_names();

}  // namespace sluice::frontend::typescript
