// English plurals and singulars, as npm's pluralize says them: drizzle-kit names relations so.
#pragma once

#include <string>
#include <string_view>

namespace sluice::codegen::typescript {

std::string plural(std::string_view word);
std::string singular(std::string_view word);

}  // namespace sluice::codegen::typescript
