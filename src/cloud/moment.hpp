// Points in time as AWS writes them.
#pragma once

#include <ctime>
#include <optional>
#include <string>
#include <string_view>

namespace sluice::cloud {

// "2026-11-20T12:22:48Z", with "UTC" or an offset for the Z, or with fractions of seconds.
std::optional<std::time_t> parse_moment(std::string_view text);

// "2026-11-20T12:22:48Z"
std::string utc_text(std::time_t moment);

}  // namespace sluice::cloud
