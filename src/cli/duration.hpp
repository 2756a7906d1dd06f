// Lengths of time, as they are typed and as they are shown.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace sluice::cli {

// "500ms", "5s", "2min", "1h", "30d"; "0". Nothing for anything else: a number alone could mean
// anything.
std::optional<std::chrono::milliseconds> parse_duration(const std::string& text);

// The same for a flag. Throws USAGE.VALUE (failure::usage).
std::chrono::milliseconds read_duration(const std::string& flag, const std::string& text);

// "0.4 ms", "12 ms", "3.2 s", "2 min 5 s".
std::string show(std::chrono::microseconds length);

}  // namespace sluice::cli
