// --log json: each line on standard error is one JSON object (docs/formats.md).
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "base/json_writer.hpp"

namespace sluice::cli {

enum class log_level { debug, info, warning, error };

using log_fields = std::function<void(json_writer&)>;

// {"time", "level", "event", "message", "fields": {…}}, without a line's end.
std::string log_line(std::chrono::system_clock::time_point time, log_level level,
                     std::string_view event, std::string_view message,
                     const log_fields& fields = {});

}  // namespace sluice::cli
