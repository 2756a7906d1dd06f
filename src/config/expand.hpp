// References to variables in a value: $NAME, ${NAME}, ${NAME:-otherwise}, ${NAME:+instead}; \$ is a
// dollar. As the package dotenv-expand reads them, but for its slips on values with a `$` in them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice::config {

using variables = std::map<std::string, std::string>;
using assignments = std::vector<std::pair<std::string, std::string>>;  // in a file's order

// What the assignments come to beside `environment`, whose variables go before them. Each may use
// all others, wherever they stand.
assignments expand(const assignments& written, const variables& environment);

// For settings: ${NAME} alone is a reference, a `$` by itself is a dollar. Throws
// CONFIG.UNSET_VARIABLE for a variable that is unset or empty and has no `:-otherwise`; `where`
// names the setting.
std::string expand_setting(std::string_view text, const variables& environment,
                           std::string_view where);

}  // namespace sluice::config
