// .env files as the dotenv package reads them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice::project {

// In the file's order; of a name that stands twice the last counts.
std::vector<std::pair<std::string, std::string>> parse_env_file(std::string_view text);

}  // namespace sluice::project
