// TypeScript in, JavaScript out: types are blanked in place, so every line and column stays; imports
// and exports become the CommonJS calls that the engine's loader answers.
#pragma once

#include <string>
#include <string_view>

namespace sluice::script {

// `file` decides the dialect by its extension (.tsx and .jsx have JSX syntax, .js and .mjs no types)
// and names the place of errors. Throws SCRIPT.SYNTAX, or SCRIPT.UNSUPPORTED for what can't be
// evaluated by removing types (value namespaces, decorators, accessor fields).
std::string strip(std::string_view source, const std::string& file);

}  // namespace sluice::script
