// Files by pattern, as drizzle-kit's glob package finds them: *, ?, [a-z], {a,b}, **, !(a|b), +(a),
// @(a). A leading "!" has no meaning of its own. Names that begin with a dot match only a pattern
// that does.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::frontend::typescript {

// Paths as the pattern spells their beginning, sorted; relative ones are relative to the folder.
std::vector<std::string> glob(std::string_view pattern, const std::filesystem::path& folder);

}  // namespace sluice::frontend::typescript
