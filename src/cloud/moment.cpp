#include "cloud/moment.hpp"

#include <array>
#include <cstdio>

namespace sluice::cloud {

std::optional<std::time_t> parse_moment(std::string_view text) {
  const std::string copy(text);
  std::tm parts{};
  const char* rest = ::strptime(copy.c_str(), "%Y-%m-%dT%H:%M:%S", &parts);
  if (rest == nullptr) return std::nullopt;
  if (*rest == '.') {
    ++rest;
    while (*rest >= '0' && *rest <= '9') ++rest;
  }
  const std::string_view zone(rest);
  long offset = 0;
  if (zone.starts_with('+') || zone.starts_with('-')) {
    int hours = 0;
    int minutes = 0;
    if (std::sscanf(rest + 1, "%2d:%2d", &hours, &minutes) < 2 &&
        std::sscanf(rest + 1, "%2d%2d", &hours, &minutes) < 2) {
      return std::nullopt;
    }
    offset = (hours * 60L + minutes) * (zone.front() == '+' ? 60 : -60);
  } else if (!zone.empty() && zone != "Z" && zone != "UTC") {
    return std::nullopt;
  }
  return ::timegm(&parts) - offset;
}

std::string utc_text(std::time_t moment) {
  std::array<char, 32> text{};
  std::tm parts{};
  ::gmtime_r(&moment, &parts);
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

}  // namespace sluice::cloud
